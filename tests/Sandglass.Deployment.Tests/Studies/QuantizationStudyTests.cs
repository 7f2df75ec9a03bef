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
        Assert.Equal(["sandglass", "inverted"], record.Rows.Select(row => row.Arm));
        Assert.All(record.Rows, row => Assert.InRange(row.Number("int8_change"), -0.1, 0.1));
        Assert.All(record.Rows, row => Assert.Equal(row.Number("int8_accuracy"), row.TestAccuracy + row.Number("int8_change"), 1e-6));

        // The classifiers are those of the study that trains them, and are found there.
        Assert.Equal(4, Directory.GetDirectories(store.Directory).Length);
        Assert.All(Classifiers.Runs(Loaded()), place => Assert.NotNull(store.Find(place.Spec)));

        var found = Path.Combine(_folder, "record");
        RecordedStudy.Write(found, record);
        var again = RecordedStudy.Read(found);
        var schemes = again.Observed<SchemeRow>(QuantizationComparison.Table);
        Assert.Equal(2 * Some.Length, schemes.Count);
        Assert.Equal(Some.Select(scheme => scheme.Name), schemes.Take(Some.Length).Select(row => row.Row.Scheme));
        Assert.All(schemes, row => Assert.Equal(row.Row.Scheme.EndsWith("equalized", StringComparison.Ordinal), row.Row.Equalized is not null));
        Assert.All(schemes, row => Assert.InRange(Math.Abs(row.Row.RuntimeAccuracy - row.Row.SimulatedAccuracy), 0, 0.05));
        Assert.Single(ComparisonOutcome.Of(again));
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
        Assert.ThrowsAny<OperationCanceledException>(() => stopped.FindOrTrain(spec, data, new StopAfter(2, stop), cancellation: stop.Token));
        var second = stopped.FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(first.Table(QuantizationComparison.Table)), File.ReadAllBytes(second.Table(QuantizationComparison.Table)));
        Assert.Equal(first.Numbers(), second.Numbers());
    }

    [Fact]
    public void A_scheme_that_cannot_be_is_refused_before_anything_is_trained()
    {
        var task = (QuantizationTask)Study.Arms[0].Task with { Schemes = [new("9 bits", new QuantizationScheme { WeightBits = 9 })] };
        using var data = Classifiers.Data.Load();
        var spec = Study.Runs(Loaded())[0].Spec;
        var classifier = new RunStore(Path.Combine(_folder, "runs")).FindOrTrain(task.Needs[0], data, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains("2 to 8 bits, not 9 and 8", Assert.Throws<WorkbenchException>(() => task.Begin(spec, data, [classifier])).Message);
    }

    private static Study Classifiers { get; } = Sandglass.Study.Compare(
            ("sandglass", MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1)), ("inverted", MacroPlan.SmallImage.Fill(BlockFamily.InvertedResidual, 0.1)))
        .Smoke() with
    {
        Seeds = [1],
    };

    private static Study Study
    {
        get
        {
            var study = QuantizationComparison.Of(Classifiers, "");
            return study with { Arms = [.. study.Arms.Select(arm => arm with { Task = (QuantizationTask)arm.Task with { Schemes = Some } })] };
        }
    }

    private static NamedScheme[] Some { get; } =
        [.. QuantizationComparison.Schemes.Where(scheme => scheme.Name is QuantizationComparison.Int8 or QuantizationComparison.FourBits or QuantizationComparison.Equalized)];

    private static Sandglass.Data.DataIdentity Loaded()
    {
        using var data = Classifiers.Data.Load();
        return data.Identity;
    }

    private sealed class StopAfter(int reports, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        private int _reports;

        public void Report(TrainingProgress value)
        {
            if (++_reports == reports)
            {
                stop.Cancel();
            }
        }
    }
}
