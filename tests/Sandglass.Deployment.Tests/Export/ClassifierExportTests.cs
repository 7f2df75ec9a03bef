using Sandglass.Blocks;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Tests.Export;

public class ClassifierExportTests
{
    private const double Close = 1e-5;

    // Every network of the catalogue, widths, resolutions that are odd, and a batch of three.
    public static TheoryData<string, double, int> Grid { get; } = new(
        from entry in NetworkCatalogue.Entries
        from width in entry.TakesWidth ? (double[])[0.35, 1.0] : [1.0]
        from resolution in (int[])[32, 45]
        select (entry.Name, width, resolution));

    [Theory]
    [MemberData(nameof(Grid))]
    public void ONNX_Runtime_answers_as_the_network_does(string network, double width, int resolution) =>
        AssertSame(NetworkCatalogue.Find(network).Plan(width, resolution, classes: 7));

    public static TheoryData<string> Blocks { get; } = [.. Changes.Keys];

    private static Dictionary<string, Func<BlockSpec, BlockSpec>> Changes => new()
    {
        ["half of the identity"] = block => block with { IdentityMultiplier = 0.5 },
        ["no identity"] = block => block with { IdentityMultiplier = 0 },
        ["shortcut at the narrow ends"] = block => block with { Shortcut = block.Shortcut == ShortcutSite.None ? ShortcutSite.None : ShortcutSite.Hidden, Spatial = new(1, 1, 1) },
        ["SiLU"] = block => block with { Activation = Activation.SiLU },
        ["ReLU"] = block => block with { Activation = Activation.ReLU },
        ["activated sum"] = block => block with { ActivateSum = true },
        ["kernel 5"] = block => block with { Kernel = 5 },
        ["gate with BatchNorm"] = block => block with { Excitation = new(true, 4, true, Activation.ReLU, Activation.HardSigmoid) },
        ["gate at the output"] = block => block with { Excitation = new(false, 4, false, Activation.SiLU, Activation.Sigmoid) },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void ONNX_Runtime_answers_as_the_network_does_whatever_its_blocks(string change) => AssertSame(
        MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.5).WithBlocks((_, block) => Changes[change](block)));

    [Fact]
    public void Values_bear_the_names_of_places_and_nodes_those_of_layers()
    {
        var plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.5);
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        var graph = NetworkExport.Of(plan, Shaken.Weights(network));
        var places = plan.Layers().Select(layer => layer.Output.Place).ToHashSet();
        Assert.All(graph.Nodes.SkipLast(1).Where(node => node.Operator is not "GlobalAveragePool"), node => Assert.Contains(node.Output, places));
        Assert.Subset(plan.Layers().Select(layer => layer.Name).Append("pool.mean").ToHashSet(), graph.Nodes.Select(node => node.Name).ToHashSet());
        Assert.DoesNotContain(graph.Nodes, node => node.Operator == "BatchNormalization");
        Assert.Contains(graph.Nodes, node => node.Output == "stage2.block2.out");
        Assert.Equal(("images", "scores"), (Assert.Single(graph.Inputs).Name, Assert.Single(graph.Outputs).Name));
    }

    [Fact]
    public void Places_hold_what_a_capture_of_them_holds()
    {
        var plan = MacroPlan.SmallImage.Fill(BlockFamily.InvertedResidual, 0.5);
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        var graph = NetworkExport.Of(plan, Shaken.Weights(network));
        foreach (var place in (string[])["stem.out", "stage2.block2.expand.out", "stage2.block2.out", "pool"])
        {
            var shown = graph with { Outputs = [new(place, Sandglass.Weights.SafetensorsType.F32, [null])] };
            var captured = Captured(network, place, Shaken.Images(2, 1, 28, 28));
            Assert.True(Shaken.Difference(OnnxRun.Of(shown, Shaken.Images(2, 1, 28, 28), 2, 1, 28, 28)[place], captured) < Close, place);
        }
    }

    [Fact]
    public void What_nobody_knows_is_refused_by_name()
    {
        var plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.5);
        var own = plan.WithBlocks((_, block) => block with { Activation = Activation.Unregistered("cubed", x => x.pow(3)) });
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        var weights = Shaken.Weights(network);
        Assert.Contains("is your own activation 'cubed'", Assert.Throws<WorkbenchException>(() => NetworkExport.Of(own, weights)).Message);
        Assert.Contains("lack stem.conv.weight", Assert.Throws<WorkbenchException>(() =>
            NetworkExport.Of(plan, weights.Where(tensor => tensor.Key != "stem.conv.weight").ToDictionary())).Message);
    }

    private static void AssertSame(NetworkPlan plan)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        var graph = NetworkExport.Of(plan, Shaken.Weights(network));
        int[] shape = [3, plan.InputChannels, plan.Resolution, plan.Resolution];
        var images = Shaken.Images(shape);
        var ours = network.call(tensor(images, [.. shape.Select(size => (long)size)])).data<float>().ToArray();
        var theirs = OnnxRun.Of(graph, images, shape)["scores"];
        Assert.True(Shaken.Difference(ours, theirs) < Close, $"{Shaken.Difference(ours, theirs)}");
        using var file = new MemoryStream();
        OnnxFile.Write(file, graph);
        AssertEqual(graph, OnnxFile.Parse(file.ToArray(), "file"));
    }

    private static void AssertEqual(OnnxGraph written, OnnxGraph read)
    {
        Assert.Equal(written.Nodes.Select(node => (node.Operator, node.Name)), read.Nodes.Select(node => (node.Operator, node.Name)));
        Assert.Equal(written.Nodes.SelectMany(node => node.Inputs.Concat(node.Outputs)), read.Nodes.SelectMany(node => node.Inputs.Concat(node.Outputs)));
        Assert.All(written.Nodes.Zip(read.Nodes), pair => Assert.Equal(pair.First.Attributes.OrderBy(a => a.Key), pair.Second.Attributes.OrderBy(a => a.Key)));
        Assert.All(written.Constants, constant => Assert.Equal(constant.Value.Data.ToArray(), read.Constants[constant.Key].Data.ToArray()));
        Assert.Equal(written.Inputs[0].Shape, read.Inputs[0].Shape);
    }

    private static float[] Captured(BottleneckNetwork network, string place, float[] images)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var hook = new Capture(place);
        ((IHooked)network).Attach(hook, "");
        network.call(tensor(images, [2, 1, 28, 28]));
        ((IHooked)network).Attach(null, "");
        return hook.Values!;
    }

    private sealed class Capture(string wanted) : IHook
    {
        public float[]? Values { get; private set; }

        public bool Sees(string module) => true;

        public Tensor At(string place, Tensor value)
        {
            Values = place == wanted ? value.contiguous().data<float>().ToArray() : Values;
            return value;
        }
    }
}
