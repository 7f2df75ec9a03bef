using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Data;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Training;

public sealed class Bfloat16Tests : IDisposable
{
    private static readonly RunSpec Single = TinyRuns.Spec(TinyRuns.Data(), TinyRuns.Recipe with { Epochs = 3 });

    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();

    private static RunSpec Low => Single with { Precision = Precisions.Bfloat16 };

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Scores_are_close_to_those_in_single_precision_and_are_not_them()
    {
        using var scope = NewDisposeScope();
        var network = new BottleneckNetwork(TinyRuns.Plan(), new RandomStreams(1));
        var images = Images();
        var single = network.call(images);
        Tensor low;
        using (Autocast.Bfloat16())
        {
            low = network.call(images);
        }

        Assert.Equal(ScalarType.Float32, low.dtype);
        var (difference, size) = (low.sub(single).abs().max().ReadSingle(), single.abs().max().ReadSingle());
        Assert.InRange(difference / size, 1e-6, 0.05); // 8 bits of a number are kept
        Assert.All(Numbers(low), score => Assert.True(float.IsFinite(score)));
    }

    [Fact]
    public void Maps_between_layers_are_halved_and_statistics_and_gradients_are_not()
    {
        using var scope = NewDisposeScope();
        var network = new BottleneckNetwork(TinyRuns.Plan(), new RandomStreams(1));
        var seen = new Types();
        ((IHooked)network).Attach(seen, "");
        using (Autocast.Bfloat16())
        {
            network.call(Images()).pow(2).sum().backward();
        }

        Assert.Equal(ScalarType.Float32, seen.Of["stem.in"]);
        Assert.Equal(ScalarType.BFloat16, seen.Of["stem.out"]);
        Assert.Equal(ScalarType.BFloat16, seen.Of["stage2.block2.out"]);
        Assert.Equal(ScalarType.Float32, seen.Of["classifier"]);
        Assert.All(network.state_dict().Values.Where(value => value.is_floating_point()), value => Assert.Equal(ScalarType.Float32, value.dtype));
        Assert.All(network.parameters(), weight =>
        {
            Assert.Equal(ScalarType.Float32, weight.grad!.dtype);
            Assert.All(Numbers(weight.grad), number => Assert.True(float.IsFinite(number)));
        });
    }

    [Fact]
    public void A_training_learns_what_it_learns_in_single_precision()
    {
        var (single, low) = (Losses(Single), Losses(Low));
        Assert.NotEqual(single, low);
        Assert.All(single.Zip(low), pair => Assert.InRange(pair.Second, 0.9 * pair.First, 1.1 * pair.First));
        Assert.True(low[^1] < low[0]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var once = Trained("once");
        Assert.Equal(File.ReadAllBytes(once.Checkpoint), File.ReadAllBytes(Trained("twice").Checkpoint));
    }

    [Fact]
    public void Evaluations_are_in_single_precision()
    {
        using var trainer = TinyRuns.Trainer(Low, _data, out var classifier);
        trainer.TrainEpoch(cancellation: TestContext.Current.CancellationToken);
        var seen = new Types();
        ((IHooked)classifier.Network).Attach(seen, "");
        classifier.Evaluate(_data.Validation, TestContext.Current.CancellationToken);
        Assert.All(seen.Of.Values, type => Assert.Equal(ScalarType.Float32, type));
    }

    [Fact]
    public void It_ends_with_its_scope()
    {
        using var scope = NewDisposeScope();
        var network = new BottleneckNetwork(TinyRuns.Plan(), new RandomStreams(1));
        network.eval();
        var images = Images();
        var before = Numbers(network.call(images));
        using (Autocast.Bfloat16())
        {
            using (Autocast.Bfloat16())
            {
            }

            Assert.NotEqual(before, Numbers(network.call(images)));
        }

        Assert.Equal(before, Numbers(network.call(images)));
    }

    [Fact]
    public void Old_specs_keep_their_hash() =>
        Assert.Equal(Single.Hash, (Single with { Precision = Precisions.Float32 }).Hash);

    [Theory]
    [InlineData("float16", Backends.LibTorch, "there is no precision 'float16'; use float32 or bfloat16")]
    [InlineData("bfloat16", Backends.Fused, "the backend 'fused' computes in float32; use the backend libtorch for bfloat16")]
    public void What_does_not_go_together_is_refused(string precision, string backend, string message)
    {
        var refused = Assert.Throws<WorkbenchException>(() => new Trainer(Single with { Precision = precision, Backend = backend }, _data));
        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public void A_task_that_does_not_say_so_is_refused()
    {
        var refused = Assert.Throws<WorkbenchException>(() => Precisions.Check(Precisions.Bfloat16, Backends.LibTorch, new Silent()));
        Assert.Contains("trains in float32 only", refused.Message);
    }

    private static Tensor Images()
    {
        using var seed = new Generator(1, CPU);
        return randn([4, 1, 12, 12], generator: seed);
    }

    private static float[] Numbers(Tensor x) => x.detach().contiguous().data<float>().ToArray();

    private double[] Losses(RunSpec spec)
    {
        using var trainer = TinyRuns.Trainer(spec, _data, out _);
        return [.. Enumerable.Range(0, 3).Select(_ => ((EpochMetrics)trainer.TrainEpoch(cancellation: TestContext.Current.CancellationToken).Epoch).TrainingLoss)];
    }

    private Run Trained(string folder) => new RunStore(_folder[folder]).FindOrTrain(Low, _data, cancellation: TestContext.Current.CancellationToken);

    [RunTask("silent")]
    private sealed record Silent : RunTask
    {
        public override string Name => "silent";

        public override (long Parameters, long MultiplyAdds) Cost => (1, 1);

        public override ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed) => throw new NotSupportedException();
    }

    private sealed class Types : IHook
    {
        public Dictionary<string, ScalarType> Of { get; } = [];

        public bool Sees(string module) => true;

        public Tensor At(string place, Tensor value)
        {
            Of[place] = value.dtype;
            return value;
        }
    }
}
