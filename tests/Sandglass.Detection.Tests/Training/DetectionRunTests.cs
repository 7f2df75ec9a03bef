using System.Text.Json;
using Sandglass.Detection.Tests.Data;
using Sandglass.Detection.Training;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Detection.Tests.Training;

public sealed class DetectionRunTests : IDisposable
{
    private const int Steps = 12; // three epochs of four batches
    private static readonly string[] Decided = ["run.json", "metrics.csv", "checkpoint.safetensors", "detections.safetensors", "SHA256SUMS"];

    private readonly DetectionSplits _data = TinyDetectors.Data();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_run_stopped_after_any_step_goes_on_to_the_same_bytes()
    {
        var spec = TinyDetectors.Spec(_data);
        var whole = Train("whole", spec);
        foreach (var step in (int[])[1, 3, 4, 5, Steps]) // before, at and after the end of an epoch, and at the end of all
        {
            StopAt($"stopped at {step}", spec, step);
            AssertSame(whole, Train($"stopped at {step}", spec));
        }

        for (var step = 1; step <= Steps; step++)
        {
            StopAt("stopped at every step", spec, step);
        }

        AssertSame(whole, Train("stopped at every step", spec));
    }

    [Fact]
    public void The_same_spec_gives_the_same_bytes_and_another_seed_others()
    {
        var (first, again) = (Train("a", TinyDetectors.Spec(_data)), Train("b", TinyDetectors.Spec(_data)));
        AssertSame(first, again);
        var other = Train("a", TinyDetectors.Spec(_data, seed: 2));
        Assert.NotEqual(first.Summary.Hash, other.Summary.Hash);
        Assert.All(Decided, name => Assert.NotEqual(Bytes(first, name), Bytes(other, name)));
    }

    [Fact]
    public void A_run_starts_from_the_weights_that_it_names_and_from_no_others()
    {
        var (first, second) = (ClassifierWeights(seed: 5), ClassifierWeights(seed: 6));
        var spec = TinyDetectors.Spec(_data) with { BackboneWeights = first.Sha256 };
        var store = new DetectionRunStore(_folder["runs"]);

        DetectionRun Started(SafetensorsFile? weights) =>
            store.FindOrTrain(spec, _data, weights, cancellation: TestContext.Current.CancellationToken);

        Assert.Throws<WorkbenchException>(() => Started(second));
        Assert.Throws<WorkbenchException>(() => Started(null));
        var started = Started(first);
        Assert.NotEqual(Bytes(Train("runs", TinyDetectors.Spec(_data)), "checkpoint.safetensors"), Bytes(started, "checkpoint.safetensors"));
    }

    [Fact]
    public void A_finished_run_is_found_and_not_repeated()
    {
        var spec = TinyDetectors.Spec(_data);
        var run = Train("runs", spec);
        var store = new DetectionRunStore(_folder["runs"]);
        var found = store.FindOrTrain(spec, _data, progress: new Told(_ => Assert.Fail("it was trained again")), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(run.Summary.TestArea, found.Summary.TestArea);
        Assert.Equal([spec.Hash], store.Finished());
        Assert.Equal(spec.Hash, store.Named(spec.Hash[..5]).Summary.Hash);
        Assert.Contains(spec.Hash, Assert.Throws<WorkbenchException>(() => store.Named("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_run_says_is_what_its_weights_do()
    {
        var run = Train("runs", TinyDetectors.Spec(_data));
        using var detector = run.LoadDetector();
        var again = DetectionEvaluation.Of(
            detector, _data.Test, run.Summary.Normalization, run.Summary.Spec.Suppression, TestContext.Current.CancellationToken);
        Assert.Equal(run.Summary.TestArea, again.Precision.MeanArea);
        Assert.Equal(run.Summary.TestElevenPoint, again.Precision.MeanElevenPoint);
        Assert.Equal(again.Images.Select(image => image.Boxes), run.TestDetections());
        Assert.Equal(run.Summary.TestArea, run.Evaluate(_data.Test, TestContext.Current.CancellationToken).Precision.MeanArea);
        Assert.Equal(3, run.Metrics.Count);
        Assert.All(run.Metrics, epoch => Assert.InRange(epoch.ValidationPrecision!.Value, 0, 1));
        Assert.Equal(run.Metrics[^1].ValidationPrecision, run.Summary.ValidationPrecision);
        Assert.Equal(16, run.Timing[0].Images);
    }

    [Fact]
    public void A_spec_comes_back_from_JSON_with_the_same_hash()
    {
        var spec = TinyDetectors.Spec(_data);
        var again = JsonSerializer.Deserialize<DetectionRunSpec>(JsonSerializer.Serialize(spec, RunJson.Options), RunJson.Options)!;
        Assert.Equal(spec.Hash, again.Hash);
        Assert.NotEqual(spec.Hash, (spec with { Recipe = spec.Recipe with { NegativesPerPositive = 4 } }).Hash);
        Assert.NotEqual(spec.Hash, (spec with { Plan = spec.Plan with { Priors = spec.Plan.Priors with { SizeVariance = 0.3 } } }).Hash);
    }

    [Fact]
    public void Other_pictures_or_classes_than_named_are_refused()
    {
        var spec = TinyDetectors.Spec(_data);
        var store = new DetectionRunStore(_folder["runs"]);
        Assert.Throws<WorkbenchException>(() => store.FindOrTrain(
            spec with { Data = spec.Data with { Test = "0" } }, _data, cancellation: TestContext.Current.CancellationToken));
        var fewer = TinyDetectors.Spec(_data) with { Plan = TinyDetectors.Plan with { Classes = 4 } };
        var refused = Assert.Throws<WorkbenchException>(() => new DetectionTrainer(fewer, _data));
        Assert.Contains("classes", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detections.safetensors")]
    [InlineData("metrics.csv")]
    [InlineData("run.json")]
    public void A_damaged_run_says_so(string file)
    {
        var run = Train("runs", TinyDetectors.Spec(_data));
        var path = Path.Combine(run.Directory, file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("damaged", Assert.Throws<WorkbenchException>(() => DetectionRun.Read(run.Directory)).Message, StringComparison.Ordinal);
    }

    private SafetensorsFile ClassifierWeights(int seed)
    {
        using var network = new BottleneckNetwork(TinyDetectors.Plan.Backbone, new RandomStreams(seed));
        network.Save(_folder[$"{seed}.safetensors"]);
        return SafetensorsFile.Read(_folder[$"{seed}.safetensors"]);
    }

    public void Dispose() => _folder.Dispose();

    private DetectionRun Train(string name, DetectionRunSpec spec) =>
        new DetectionRunStore(_folder[name]) { CheckpointInterval = TimeSpan.Zero }
            .FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);

    private void StopAt(string name, DetectionRunSpec spec, int step)
    {
        using var stop = new CancellationTokenSource();
        var last = 0;
        var progress = new Told(told =>
        {
            last = told.Step;
            if (told.Step == step)
            {
                stop.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => new DetectionRunStore(_folder[name]).FindOrTrain(spec, _data, null, progress, stop.Token));
        Assert.Equal(step, last);
    }

    private static void AssertSame(DetectionRun expected, DetectionRun actual) =>
        Assert.All(Decided, name => Assert.Equal(Bytes(expected, name), Bytes(actual, name)));

    private static byte[] Bytes(DetectionRun run, string name) => File.ReadAllBytes(Path.Combine(run.Directory, name));

    // Progress<T> would report on another thread, later.
    private sealed class Told(Action<TrainingProgress> act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => act(value);
    }
}
