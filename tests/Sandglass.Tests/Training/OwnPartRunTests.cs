using Fuzzing;
using Sandglass.Analysis.Gradients;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Blocks;
using Sandglass.Training;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Tests.Training;

/// <summary>Runs of networks with parts of the user's own. They draw from libtorch's generator, which belongs to all tests.</summary>
[Collection(FuzzTests.Alone)]
public sealed class OwnPartRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;
    private readonly DatasetSplits _data = TinyRuns.Data();

    private static NetworkPlan Plan { get; } = With(OwnModules.Mish, OwnModules.Eca);

    public void Dispose()
    {
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_run_is_stored_found_again_and_loaded()
    {
        var spec = Spec(Plan);
        var store = Store("a");
        var run = store.FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(run.Directory, store.Find(Spec(Plan))!.Directory);
        Assert.Equal(Counter.Count(Plan).Parameters, run.Parameters);

        using var scope = NewDisposeScope();
        using var network = (BottleneckNetwork)RunStore.Read(run.Directory).LoadNetwork();
        Assert.Equal(Counter.Count(Plan).Parameters, network.parameters().Sum(parameter => parameter.numel()));
        var stored = SafetensorsFile.Read(run.Checkpoint);
        Assert.All(network.state_dict(), named => Assert.Equal(
            SafetensorsTensor.Of(named.Key, named.Value).Data.ToArray(), stored.Tensors[named.Key].Data.ToArray()));
        Assert.Contains(stored.Tensors.Keys, name => name == "stage1.block1.own.module.scale");

        var text = File.ReadAllText(Path.Combine(run.Directory, "run.json"));
        Assert.Contains("\"name\": \"mish\"", text, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"eca\"", text, StringComparison.Ordinal);
        Assert.Equal(Plan.Blocks, ((Classification)RunStore.Read(run.Directory).Spec.Task).Plan.Blocks);
    }

    [Fact]
    public void They_train_in_bfloat16_too()
    {
        var run = Store("low").FindOrTrain(Spec(Plan) with { Precision = Precisions.Bfloat16 }, _data, cancellation: TestContext.Current.CancellationToken);
        Assert.True(double.IsFinite(run.Result<ClassificationResult>().TestLoss));
    }

    [Fact]
    public void The_same_spec_has_the_same_bytes_and_another_seed_others()
    {
        byte[] Weights(string store, int seed) => File.ReadAllBytes(
            Store(store).FindOrTrain(Spec(Plan) with { Seed = seed }, _data, cancellation: TestContext.Current.CancellationToken).Checkpoint);
        var first = Weights("a", 1);
        using (var drawn = rand(5)) // which moves the generator on
        {
            Assert.Equal(first, Weights("b", 1));
        }

        Assert.NotEqual(Initial(1), Initial(2));
        Assert.Equal(Initial(1), Initial(1));
    }

    [Fact]
    public void Building_a_network_leaves_libtorchs_generator_as_it_was()
    {
        using var scope = NewDisposeScope();
        var layer = new OwnLayerModule(new OwnLayerSpec("own", 4, OwnModules.Eca));
        var before = get_rng_state().bytes.ToArray();
        layer.Draw(7);
        Assert.Equal(before, get_rng_state().bytes.ToArray());
        layer.Dispose();
    }

    [Fact]
    public void Name_version_and_place_are_in_the_hash_and_nothing_else()
    {
        string[] hashes =
        [
            Spec(TinyRuns.Plan()).Hash,
            Spec(Plan).Hash,
            Spec(With(Activation.Named("mish", 2), OwnModules.Eca)).Hash,
            Spec(With(Activation.Named("mist", 1), OwnModules.Eca)).Hash,
            Spec(With(OwnModules.Mish, new OwnLayer("eca", 2))).Hash,
            Spec(With(OwnModules.Mish, OwnModules.Eca with { After = ConvSlots.Hidden })).Hash,
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(Spec(Plan).Hash, Spec(With(Activation.Named("mish", 1), new OwnLayer("eca", 1))).Hash);
    }

    [Fact]
    public void What_is_not_registered_trains_and_is_not_stored()
    {
        var layer = OwnLayer.Unregistered("trial", channels => new ChannelAttention(channels), channels => 3 + channels, (channels, _) => 3L * channels);
        foreach (var plan in new[] { With(Activation.ReLU6, layer), With(Activation.Unregistered("trial", x => x.sin()), null) })
        {
            var spec = Spec(plan);
            using var trainer = TinyRuns.Trainer(spec, _data, out var classifier);
            var before = Learning(classifier.Network);
            var (epoch, _) = trainer.TrainEpoch(cancellation: TestContext.Current.CancellationToken);
            Assert.InRange(((EpochMetrics)epoch).TrainingLoss, 0.01, 10);
            Assert.All(before.Zip(Learning(classifier.Network)), pair => Assert.NotEqual(pair.First, pair.Second));

            var message = Assert.Throws<InvalidSpecException>(() => Store("none").FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken)).Message;
            Assert.Contains("'trial' is not registered, so its runs cannot be stored", message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
            Assert.False(Directory.Exists(Path.Combine(_folder, "none")));
        }
    }

    [Fact]
    public void A_run_whose_part_is_not_registered_says_which()
    {
        var spec = Spec(With(OwnModules.Mish, new OwnLayer("absent", 4)));
        var message = Assert.Throws<InvalidSpecException>(() => Store("a").FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken)).Message;
        Assert.Contains("layer 'absent', version 4, is not registered in this process", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_weights_alone_refuse_it_by_name()
    {
        using var scope = NewDisposeScope();
        foreach (var (plan, named) in new[] { (With(OwnModules.Mish, null), "activation 'mish', version 1"), (With(Activation.ReLU6, OwnModules.Eca), "layer 'eca', version 1") })
        {
            using var network = new BottleneckNetwork(plan, new RandomStreams(1));
            var path = Path.Combine(_folder, "out.safetensors");
            Assert.Contains(named, Assert.Throws<WorkbenchException>(() => network.Save(path)).Message, StringComparison.Ordinal);
            Assert.False(File.Exists(path));
            Safetensors.Write(path, [.. network.state_dict().Select(tensor => SafetensorsTensor.Of(tensor.Key, tensor.Value))]);
            if (named.StartsWith("layer", StringComparison.Ordinal))
            {
                Assert.Contains(named, Assert.Throws<WorkbenchException>(() => network.Load(SafetensorsFile.Read(path), identity: 1)).Message, StringComparison.Ordinal);
            }
            else
            {
                network.Load(SafetensorsFile.Read(path), identity: 1); // its weights are those of any other
            }

            File.Delete(path);
        }
    }

    [Fact]
    public void Gradients_of_mini_batches_are_measured_and_of_samples_refused()
    {
        using var scope = NewDisposeScope();
        using var network = new BottleneckNetwork(Plan, new RandomStreams(1));
        var loader = new DataLoader(_data.Training, 8, Normalization.Of(_data.Training), Augmentation.None, new RandomStreams(1));
        var batches = loader.Epoch(1).Take(3).ToArray();
        var gram = GradientConfusion.OfBatches(network, batches, new RandomStreams(1));
        Assert.Equal(network.parameters().Sum(parameter => parameter.numel()), gram.Groups[GradientGram.All].Parameters);
        Assert.Contains("your layer 'eca'", Assert.Throws<WorkbenchException>(() => GradientConfusion.OfSamples(network, batches[0])).Message, StringComparison.Ordinal);
        Array.ForEach(batches, batch => batch.Dispose());
    }

    private static NetworkPlan With(Activation activation, OwnLayer? layer) =>
        TinyRuns.Plan().WithBlocks((_, block) => block with { Activation = activation, OwnLayer = layer });

    private static float[] Initial(int seed)
    {
        using var scope = NewDisposeScope();
        using var network = new BottleneckNetwork(Plan, new RandomStreams(seed));
        return [.. network.state_dict()["stage1.block1.own.module.scale"].data<float>()];
    }

    // The parameters of the layer, and those before it.
    private static float[][] Learning(BottleneckNetwork network) =>
    [
        .. network.named_parameters().Where(named => named.name.Contains("own.", StringComparison.Ordinal) || named.name.StartsWith("stem.conv", StringComparison.Ordinal))
            .Select(named => named.parameter.data<float>().ToArray()),
    ];

    private RunSpec Spec(NetworkPlan plan) => TinyRuns.Spec(_data, TinyRuns.Recipe with { Epochs = 1 }, plan: plan);

    private RunStore Store(string name) => new(Path.Combine(_folder, name));
}
