using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public class GoldenRunTests
{
    // As the small presets train: everything that they use.
    private static readonly Recipe Usual = TinyRuns.Recipe with { Augmentation = new Augmentation(2, true, 4) };

    // As the efficient models were trained.
    private static readonly Recipe Efficient = Usual with
    {
        Optimizer = new RmsProp(),
        LearningRate = 0.01,
        Schedule = new Exponential(0.97) { EveryEpochs = 0.5 },
        Dropout = 0.2,
        WeightEma = 0.9,
        GradientClipNorm = 5,
        Warmup = new(Epochs: 1) { StartFactor = 1e-3, Then = AfterWarmup.TheScheduleHasRun },
    };

    [Theory]
    [InlineData("classification")]
    [InlineData("classification-efficient")]
    public void A_classifier_has_the_bytes_that_its_semantics_name(string file)
    {
        using var data = TinyRuns.Data();
        using var folder = new TemporaryFolder();
        var recipe = file == "classification" ? Usual : Efficient;
        var run = new RunStore(folder.Path).FindOrTrain(TinyRuns.Spec(data, recipe), data, cancellation: TestContext.Current.CancellationToken);
        GoldenRun.Check(run, $"Sandglass.Tests/Training/golden-{file}.json");
    }
}
