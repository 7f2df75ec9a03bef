using Fuzzing;
using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Tests.Export;
using Sandglass.Networks;
using Sandglass.Runtime;

namespace Sandglass.Deployment.Tests.Onnx;

[Collection(FuzzTests.Alone)]
public class OnnxDamageTests
{
    private static readonly byte[] Good = File();

    [Fact]
    public void Damaged_files_are_read_and_counted_or_refused()
    {
        var (read, refused) = new FuzzRuns("onnx", 1000) { MostAllocated = 64 << 20 }.Run(
            random =>
            {
                var graph = BatchNormFolding.Of(OnnxFile.Parse(ByteMutations.Mutate(Good, random), "file"));
                OnnxCounter.Count(graph);
                GraphMemory.Of(graph);
            },
            fault => fault is WorkbenchException && !fault.Message.Any(char.IsControl) && fault.Message.Length < 700);
        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public void Groups_within_groups_do_not_overflow_the_stack(int depth)
    {
        byte[] file = [.. Enumerable.Repeat<byte[]>([0x9b, 0x06], depth).SelectMany(group => group)];
        Assert.Throws<OnnxException>(() => OnnxFile.Parse(file, "file"));
    }

    [Fact]
    public void An_operator_that_is_not_known_is_named()
    {
        var graph = OnnxFile.Parse(Good, "file");
        var odd = graph with { Nodes = [graph.Nodes[0] with { Operator = "com.example::Fold" }, .. graph.Nodes.Skip(1)] };
        Assert.Contains("'com.example::Fold' 'stem.conv' is not known", Assert.Throws<OnnxException>(() => OnnxCounter.Count(odd)).Message);
    }

    [Fact]
    public void Values_that_nothing_makes_and_files_that_are_none_are_refused()
    {
        var graph = OnnxFile.Parse(Good, "file");
        Assert.Contains("which nothing before it makes", Refusal(graph with { Nodes = [.. graph.Nodes.Skip(1)] }));
        Assert.Contains("is made twice", Refusal(graph with { Nodes = [.. graph.Nodes, graph.Nodes[^1]] }));
        Assert.Contains("its shape asks for", Refusal(graph with
        {
            Constants = graph.Constants.ToDictionary(c => c.Key, c => c.Value with { Shape = [.. c.Value.Shape, 2] }),
        }));
        Assert.Contains("is not a whole ONNX file", Assert.Throws<OnnxException>(() => OnnxFile.Parse("<html>"u8.ToArray(), "page.html")).Message);
        Assert.Contains("cannot be read", Assert.Throws<OnnxException>(() => OnnxFile.Read("/nowhere/x.onnx")).Message);
    }

    private static string Refusal(OnnxGraph graph)
    {
        using var file = new MemoryStream();
        OnnxFile.Write(file, graph);
        return Assert.Throws<OnnxException>(() => OnnxFile.Parse(file.ToArray(), "file")).Message;
    }

    private static byte[] File()
    {
        var plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1);
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        using var file = new MemoryStream();
        OnnxFile.Write(file, NetworkExport.Of(plan, Shaken.Weights(network)));
        return file.ToArray();
    }
}
