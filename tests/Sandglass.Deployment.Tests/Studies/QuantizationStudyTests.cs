using Sandglass.Deployment.Quantization;
using Sandglass.Deployment.Studies;
using Sandglass.Networks;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Deployment.Tests.Studies;

public sealed class QuantizationStudyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_study_in_small_is_recorded_and_read_again()
    {
        var study = Study;
        var store = new RunStore(Path.Combine(_folder, "runs"));
        var record = study.Train(store, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(from scheme in Some from arm in new[] { "sandglass", "inverted" } select (scheme, arm), record.Rows.Select(row => (row.Group, row.Arm)));
        Assert.All(record.Rows.Where(row => row.Group == QuantizationComparison.Int8), row => Assert.InRange(row.Number(study.Outcome), -0.1, 0.1));
        Assert.All(record.Rows, row => Assert.Equal(row.Number("quantized_accuracy"), row.TestAccuracy + row.Number(study.Outcome), 1e-6));

        // The classifiers are those of the study that trains them, and are found there.
        Assert.Equal(2 + record.Rows.Count, Directory.GetDirectories(store.Directory).Length);
        Assert.All(Classifiers.Runs(Loaded()), place => Assert.NotNull(store.Find(place.Spec)));

        var found = Path.Combine(_folder, "record");
        RecordedStudy.Write(found, record);
        var again = RecordedStudy.Read(found);
        var measured = again.EpochsOf<QuantizationRow>();
        Assert.Equal(record.Rows.Select(row => row.TestAccuracy), measured.Select(row => row.Row.TestAccuracy));
        Assert.All(measured, row => Assert.Equal(row.Group.EndsWith("equalized", StringComparison.Ordinal), row.Row.EqualizedAccuracy is not null));
        Assert.Equal(Some, ComparisonOutcome.Of(again).Select(outcome => outcome.Planned.Group));
    }

    [Fact]
    public void The_same_run_has_the_same_numbers_also_after_it_was_stopped()
    {
        var spec = Study.Runs(Loaded())[0].Spec;
        using var data = Classifiers.Data.Load();
        var first = new RunStore(Path.Combine(_folder, "first")).FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken);
        var stopped = new RunStore(Path.Combine(_folder, "second")) { CheckpointInterval = TimeSpan.Zero };
        stopped.FindOrTrain(Study.Arms[0].Task.Needs[0] with { Data = data.Identity }, data, cancellation: TestContext.Current.CancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Assert.ThrowsAny<OperationCanceledException>(() => stopped.FindOrTrain(spec, data, new StopAfterStep(stop), cancellation: stop.Token));
        var second = stopped.FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(first.Text("metrics.csv"), second.Text("metrics.csv"));
        Assert.Equal(first.Numbers(), second.Numbers());
    }

    [Fact]
    public void A_scheme_that_cannot_be_is_refused_before_anything_is_computed()
    {
        var task = (QuantizationTask)Study.Arms[0].Task with { Scheme = new QuantizationScheme { WeightBits = 9 } };
        using var data = Classifiers.Data.Load();
        var spec = Study.Runs(Loaded())[0].Spec;
        var classifier = new RunStore(Path.Combine(_folder, "runs")).FindOrTrain(task.Needs[0], data, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains("2 to 8 bits, not 9 and 8", Assert.Throws<WorkbenchException>(() => task.Begin(spec, data, [classifier])).Message);
    }

    // What a scheme leaves as it is, a knob that comes later too, is no part of the hash.
    [Fact]
    public void The_usual_scheme_adds_nothing_to_the_name_of_a_run() =>
        Assert.Equal("{}", CanonicalForm.Of(new QuantizationScheme()).ToJsonString());

    private static Study Classifiers { get; } = Sandglass.Study.Compare(
            ("sandglass", MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1)), ("inverted", MacroPlan.SmallImage.Fill(BlockFamily.InvertedResidual, 0.1)))
        .Smoke() with
    {
        Seeds = [1],
    };

    private static string[] Some { get; } = [QuantizationComparison.Int8, "4-bit-weights-per-tensor-equalized"];

    private static Study Study
    {
        get
        {
            var study = QuantizationComparison.Of(Classifiers, "");
            return study with
            {
                Arms = [.. study.Arms.Where(arm => Some.Contains(arm.Group))],
                Comparisons = [.. study.Comparisons.Where(planned => Some.Contains(planned.Group))],
            };
        }
    }

    private static Sandglass.Data.DataIdentity Loaded()
    {
        using var data = Classifiers.Data.Load();
        return data.Identity;
    }

    private sealed class StopAfterStep(CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => stop.Cancel();
    }
}
