using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Tests.Data;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Training;

/// <summary>What a fourth task costs: one file. It predicts by how many quarter turns an image was rotated.</summary>
public sealed class ToyTaskTests : IDisposable
{
    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();

    private RunSpec Spec(int width = 8, int seed = 1) => new(new Rotation(width), TinyRuns.Recipe with { WeightEma = 0.5, Optimizer = new Adam() }, DataIdentity.Of(_data), seed);

    [Fact]
    public void It_is_found_listed_and_gives_its_network_and_its_table()
    {
        var store = new RunStore(_folder["runs"]);
        var run = store.FindOrTrain(Spec(), _data, cancellation: TestContext.Current.CancellationToken);
        var listed = Assert.Single(store.List());

        Assert.Equal(("rotation", "rotation-8", 1, 2), (listed.About!.Kind, listed.About.Name, listed.About.Seed, listed.About.Epochs));
        Assert.Equal(run.Result<Turned>().TestAccuracy, listed.Numbers["test_accuracy"]);
        Assert.Equal(["epoch", "training_loss", "validation_accuracy"], run.Metrics().Columns.Select(column => column.Name));
        Assert.Equal(Spec().Task, RunStore.Read(run.Directory).Spec.Task);
        using var network = run.LoadNetwork();
        Assert.Equal(run.Parameters, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void Killed_within_an_epoch_it_goes_on_to_the_same_bytes()
    {
        var whole = new RunStore(_folder["whole"]).FindOrTrain(Spec(), _data, cancellation: TestContext.Current.CancellationToken);
        var store = new RunStore(_folder["killed"]) { CheckpointInterval = TimeSpan.Zero };
        // As a kill does, it leaves no word and no checkpoint but those that are there already.
        Assert.All((int[])[1, 3, 6], at => Assert.Throws<NotFiniteNumberException>(() => store.FindOrTrain(
            Spec(), _data, new Reported<TrainingProgress>(step => _ = step.Step == at ? throw new NotFiniteNumberException() : 0), TestContext.Current.CancellationToken)));
        var run = store.FindOrTrain(Spec(), _data, cancellation: TestContext.Current.CancellationToken);
        Assert.All((string[])["run.json", "metrics.csv", "checkpoint.safetensors", "SHA256SUMS"], name => Assert.Equal(File.ReadAllBytes(whole.Table(name)), File.ReadAllBytes(run.Table(name))));
    }

    [Fact]
    public void It_is_an_arm_of_a_study_that_ends_in_a_verdict()
    {
        StudyArm Arm(int width) => new($"width {width}", "", new Rotation(width), Spec().Recipe);
        var study = new Study { Name = "turns", Question = "Does width help?", Data = new Tiny(), Seeds = [1, 2], Arms = [Arm(8), Arm(16)], Comparisons = [new("width 16", "width 8", "", true)] };
        var record = study.Train(new RunStore(_folder["runs"]), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(record.Rows.Select(row => row.Number("test_accuracy")), record.Runs["test_accuracy"].Cast<object>().Select(Convert.ToDouble));
        Assert.Equal((4, 8), (record.Runs.Rows.Count, record.EpochsOf<Turn>().Count));
        Assert.True(Enum.IsDefined(Assert.Single(ComparisonOutcome.Of(record)).Verdict));
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Kind("tiny")]
    private sealed record Tiny : DataSource { internal override IRunData Load() => TinyRuns.Data(); }

    [RunTask("rotation")]
    private sealed record Rotation(int Width) : RunTask
    {
        public override string Name => $"rotation-{Width}";

        public override (long Parameters, long MultiplyAdds) Cost => new Classification(Plan).Cost;

        internal NetworkPlan Plan => new MacroPlan("turns", 4, [new StageRow(2, Width, 1, 2)]).Fill(BlockFamily.Sandglass, resolution: 12, inputChannels: 1, classes: 4);

        public override ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed) => new RotationTraining(spec, this, Of<DatasetSplits>(data));

        public override nn.Module LoadNetwork(Run run) => new BottleneckNetwork(Plan, new RandomStreams(0));
    }

    private sealed record Turn(int Epoch, double TrainingLoss, double ValidationAccuracy);
    private sealed record Turned(double TestAccuracy);

    private sealed class RotationTraining(RunSpec spec, Rotation task, DatasetSplits data) : TaskTraining<Turn>(spec, new BottleneckNetwork(task.Plan, new RandomStreams(spec.Seed)))
    {
        private readonly DataLoader _loader = new(data.Training, spec.Recipe.BatchSize, Normalization.Of(data.Training), Augmentation.None, new RandomStreams(spec.Seed));

        public override int StepsPerEpoch => _loader.BatchesPerEpoch;

        public override IEnumerable<StepResult> Steps(int epoch, int first, PhaseClock clock) => _loader.Epoch(epoch, first).Select((batch, i) =>
            {
                using var scope = NewDisposeScope();
                using var owned = batch;
                Optimizer.ZeroGradients();
                var loss = nn.functional.cross_entropy(Scores(batch.Images, out var turns), turns);
                Learn(loss, RateAt(epoch, first + i), clock);
                return new StepResult(loss.ReadSingle(), loss.ReadSingle());
            });

        protected override Turn Measure(EpochSums ended, CancellationToken cancellation) => new(ended.Epoch, ended.Sums[0] / ended.Steps, Accuracy(data.Validation));

        protected override object Summarize(RunOutput output, IReadOnlyList<Turn> epochs, CancellationToken cancellation) => new Turned(Accuracy(data.Test));

        private double Accuracy(ImageDataset images)
        {
            Network.eval();
            using var noGrad = no_grad();
            using var scope = NewDisposeScope();
            using var batch = new EvaluationLoader(images, images.Count, Normalization.Of(data.Training)).Batches().Single();
            return (double)Scores(batch.Images, out var turns).argmax(1).eq(turns).sum().ReadInt64() / turns.shape[0];
        }

        private Tensor Scores(Tensor images, out Tensor turns)
        {
            turns = CopiedTensor.Of([.. Enumerable.Range(0, 4).SelectMany(turn => Enumerable.Repeat((long)turn, (int)images.shape[0]))], 4 * images.shape[0]);
            return ((nn.Module<Tensor, Tensor>)Network).call(cat([.. Enumerable.Range(0, 4).Select(turn => images.rot90(turn, (2, 3)))], 0));
        }
    }
}
