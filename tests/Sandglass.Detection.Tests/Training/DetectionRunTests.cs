using System.Text.Json;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Metric;
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
    private static readonly string[] Tables = ["classes.csv", "curves.csv", "samples.csv"];

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
    public void In_bfloat16_it_learns_about_the_same_and_goes_on_to_the_same_bytes()
    {
        var (single, spec) = (TinyDetectors.Spec(_data), TinyDetectors.Spec(_data) with { Precision = Precisions.Bfloat16 });
        var whole = Train("whole", spec);
        StopAt("stopped", spec, 5);
        AssertSame(whole, Train("stopped", spec));

        var usual = Train("whole", single).Epochs<DetectionMetrics>();
        Assert.All(usual.Zip(whole.Epochs<DetectionMetrics>()), pair =>
        {
            Assert.NotEqual(pair.First.ClassificationLoss, pair.Second.ClassificationLoss);
            Assert.InRange(pair.Second.ClassificationLoss, 0.9 * pair.First.ClassificationLoss, 1.1 * pair.First.ClassificationLoss);
        });
    }

    [Fact]
    public void The_same_spec_gives_the_same_bytes_and_another_seed_others()
    {
        var (first, again) = (Train("a", TinyDetectors.Spec(_data)), Train("b", TinyDetectors.Spec(_data)));
        AssertSame(first, again);
        var other = Train("a", TinyDetectors.Spec(_data, seed: 2));
        Assert.NotEqual(first.Hash, other.Summary.Hash);
        Assert.All(Decided, name => Assert.NotEqual(Bytes(first, name), Bytes(other, name)));
    }

    [Fact]
    public void A_run_starts_from_the_weights_that_it_names_and_from_no_others()
    {
        var (first, second) = (ClassifierWeights(seed: 5), ClassifierWeights(seed: 6));
        var spec = TinyDetectors.Spec(_data) with { Task = TinyDetectors.Task with { BackboneWeights = first.Sha256 } };
        var store = new RunStore(_folder["runs"]);

        Run Started(WeightFile? weights) =>
            store.FindOrTrain(spec, _data with { BackboneWeights = weights }, cancellation: TestContext.Current.CancellationToken);

        Assert.Throws<WorkbenchException>(() => Started(second));
        Assert.Throws<WorkbenchException>(() => Started(null));
        var started = Started(first);
        Assert.NotEqual(Bytes(Train("runs", TinyDetectors.Spec(_data)), "checkpoint.safetensors"), Bytes(started, "checkpoint.safetensors"));
        Assert.Throws<WorkbenchException>(() => store.FindOrTrain(
            TinyDetectors.Spec(_data, seed: 3), _data with { BackboneWeights = first }, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_finished_run_is_found_and_not_repeated()
    {
        var spec = TinyDetectors.Spec(_data);
        var run = Train("runs", spec);
        var store = new RunStore(_folder["runs"]);
        var found = store.FindOrTrain(spec, _data, progress: new Told(_ => Assert.Fail("it was trained again")), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(run.Result<DetectionResult>().Area, found.Result<DetectionResult>().Area);
        Assert.Equal([spec.Hash], store.List().Where(stored => stored.Finished is not null).Select(stored => stored.Hash));
        Assert.Equal(spec.Hash, store.FinishedNamed(spec.Hash[..5]).Summary.Hash);
        var listed = store.Named(spec.Hash);
        Assert.Equal(new RunHeading("detection", "tiny", 1, 3), listed.About);
        Assert.Equal(run.Result<DetectionResult>().Area, listed.Numbers["area"]);
        Assert.Contains("lists them", Assert.Throws<WorkbenchException>(() => store.Named("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_run_says_is_what_its_weights_do()
    {
        var run = Train("runs", TinyDetectors.Spec(_data));
        using var detector = run.LoadDetector();
        var (result, epochs) = (run.Result<DetectionResult>(), run.Epochs<DetectionMetrics>());
        var again = DetectionEvaluation.Of(
            detector, _data.Test, result.Normalization, TinyDetectors.Task.Suppression, TestContext.Current.CancellationToken);
        Assert.Equal(result.Area, again.Precision.MeanArea);
        Assert.Equal(result.ElevenPoint, again.Precision.MeanElevenPoint);
        Assert.Equal(again.Images.Select(image => image.Boxes), run.TestDetections());
        Assert.Equal(result.Area, run.Evaluate(_data.Test, TestContext.Current.CancellationToken).Precision.MeanArea);
        Assert.Equal(3, epochs.Count);
        Assert.All(epochs, epoch => Assert.InRange(epoch.ValidationPrecision!.Value, 0, 1));
        Assert.Equal(epochs[^1].ValidationPrecision, result.ValidationPrecision);
        Assert.Equal(16, run.Timing[0].Images);
    }

    [Fact]
    public void Its_tables_are_what_its_detections_say_of_the_test_pictures()
    {
        var run = Train("runs", TinyDetectors.Spec(_data));
        var (metric, detections) = (new VocMetric(_data.Test.Classes.Count), run.TestDetections());
        foreach (var (i, boxes) in detections.Index())
        {
            metric.Add(_data.Test.Read(i).Objects, boxes);
        }

        static double? Known(double value) => double.IsNaN(value) ? null : value;
        var classes = metric.Result().Classes;
        Assert.Equal(
            _data.Test.Classes.Zip(classes, (name, of) => new ClassResult(name, Known(of.ElevenPoint), Known(of.Area))), run.Rows<ClassResult>(DetectionTables.Classes));
        var seen = classes.Where(of => of.Curve.Objects > 0).ToArray();
        Assert.Equal(
            Enumerable.Range(0, 21).Select(step => new RecallPoint(step / 20.0, seen.Average(of => of.Curve.BestPrecisionFrom(step / 20.0)))),
            run.Rows<RecallPoint>(DetectionTables.Curves));
        Assert.Equal(
            detections.Take(8).Index().SelectMany(picture => picture.Item.Where(found => found.Score >= 0.2f).Select(found => (picture.Index, found))),
            run.Rows<SampleBox>(DetectionTables.Samples).Select(row => (row.Picture, new ScoredBox(
                new Box((float)row.Left, (float)row.Top, (float)row.Right, (float)row.Bottom), row.Class, (float)row.Score))));
    }

    [Fact]
    public void Validation_is_looked_at_as_often_as_the_task_says()
    {
        double?[] Looks(int every, DetectionSplits data) => [.. Train($"every {every}", TinyDetectors.Spec(data) with { Task = TinyDetectors.Task with { ValidateEvery = every } }, data)
            .Epochs<DetectionMetrics>().Select(epoch => epoch.ValidationPrecision)];
        Assert.Equal([false, true, false], Looks(2, _data).Select(precision => precision is not null));
        Assert.All(Looks(0, _data), Assert.Null);
        Assert.All(Looks(1, _data with { Validation = null }), Assert.Null);
    }

    [Fact]
    public void A_loss_that_is_no_number_names_step_and_remedy()
    {
        var spec = TinyDetectors.Spec(_data);
        using var trainer = new Trainer(spec with { Recipe = spec.Recipe with { LearningRate = 99, WeightDecay = 0.99, Warmup = null, Epochs = 10 } }, _data);
        var error = Assert.Throws<TrainingException>(() =>
        {
            while (!trainer.IsDone)
            {
                trainer.TrainEpoch(cancellation: TestContext.Current.CancellationToken);
            }
        });
        Assert.Matches(@"^tiny: the loss is .* at step \d+ of 40 \(learning rate .*use a lower learning rate", error.Message);
    }

    [Fact]
    public void A_spec_comes_back_from_JSON_with_the_same_hash()
    {
        var spec = TinyDetectors.Spec(_data);
        var again = JsonSerializer.Deserialize<RunSpec>(JsonSerializer.Serialize(spec, RunJson.Options), RunJson.Options)!;
        Assert.Equal(spec.Hash, again.Hash);
        var (task, plan) = (TinyDetectors.Task, TinyDetectors.Plan);
        DetectionTask[] others =
        [
            task with { NegativesPerPositive = 4 },
            task with { MatchOverlap = 0.4f },
            task with { ValidateEvery = 2 },
            task with { Augmentation = task.Augmentation with { Mirror = false } },
            task with { Suppression = task.Suppression with { PerImage = 50 } },
            task with { BackboneWeights = "0" },
            task with { Plan = plan with { Priors = plan.Priors with { SizeVariance = 0.3 } } },
            task with { Plan = plan with { FeaturePlaces = ["stage2.block1.out", "head.out"] } },
        ];
        Assert.Equal(others.Length + 1, others.Append(task).Select(other => (spec with { Task = other }).Hash).Distinct().Count());
    }

    [Fact]
    public void Other_pictures_or_classes_than_named_are_refused()
    {
        var spec = TinyDetectors.Spec(_data);
        var store = new RunStore(_folder["runs"]);
        Assert.Throws<WorkbenchException>(() => store.FindOrTrain(
            spec with { Data = spec.Data with { Test = "0" } }, _data, cancellation: TestContext.Current.CancellationToken));
        var fewer = spec with { Task = TinyDetectors.Task with { Plan = TinyDetectors.Plan with { Classes = 4 } } };
        var refused = Assert.Throws<WorkbenchException>(() => new Trainer(fewer, _data));
        Assert.Contains("classes", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics.csv")]
    [InlineData("run.json")]
    [InlineData("classes.csv")]
    public void A_damaged_run_says_so(string file)
    {
        var run = Train("runs", TinyDetectors.Spec(_data));
        Damage(run, file);
        Assert.Contains("damaged", Assert.Throws<WorkbenchException>(() => RunStore.Read(run.Directory)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_detections_say_so_when_they_are_asked_for()
    {
        var run = Train("runs", TinyDetectors.Spec(_data));
        Damage(run, "detections.safetensors");
        Assert.Contains("damaged", Assert.Throws<WorkbenchException>(() => RunStore.Read(run.Directory).TestDetections()).Message, StringComparison.Ordinal);
    }

    private static void Damage(Run run, string file)
    {
        var path = Path.Combine(run.Directory, file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private WeightFile ClassifierWeights(int seed)
    {
        using var network = new BottleneckNetwork(TinyDetectors.Plan.Backbone, new RandomStreams(seed));
        network.Save(_folder[$"{seed}.safetensors"]);
        return SafetensorsFile.Read(_folder[$"{seed}.safetensors"]);
    }

    public void Dispose() => _folder.Dispose();

    private Run Train(string name, RunSpec spec, DetectionSplits? data = null) =>
        new RunStore(_folder[name]) { CheckpointInterval = TimeSpan.Zero }
            .FindOrTrain(spec, data ?? _data, cancellation: TestContext.Current.CancellationToken);

    private void StopAt(string name, RunSpec spec, int step)
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
        Assert.ThrowsAny<OperationCanceledException>(() => new RunStore(_folder[name]).FindOrTrain(spec, _data, progress, stop.Token));
        Assert.Equal(step, last);
    }

    private static void AssertSame(Run expected, Run actual) =>
        Assert.All(Decided.Concat(Tables), name => Assert.Equal(Bytes(expected, name), Bytes(actual, name)));

    private static byte[] Bytes(Run run, string name) => File.ReadAllBytes(run.Table(name));

    // Progress<T> would report on another thread, later.
    private sealed class Told(Action<TrainingProgress> act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => act(value);
    }
}
