using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Data;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Tests.Weights;

public class SafetensorsTests
{
    [Fact]
    public void A_network_is_written_as_the_format_says()
    {
        using var network = new BottleneckNetwork(MobileNeXt.Official(0.35, classes: 10), new RandomStreams(1));
        using var folder = new TemporaryFolder();
        var state = network.state_dict();
        Safetensors.Write(folder["a"], state);
        var file = new PlainSafetensors(folder["a"]);

        Assert.Equal(0, file.HeaderLength % 8);
        Assert.Equal(state.Keys.Order(StringComparer.Ordinal), file.Entries.Select(e => e.Name));
        Assert.Equal(file.Entries.Select(e => e.Begin), file.Entries.Select(e => e.End).Prepend(0).SkipLast(1));
        Assert.Equal(file.DataLength, file.Entries[^1].End);
        Assert.Contains(file.Entries, e => e.Name == "stem.conv.weight");
        Assert.Contains(file.Entries, e => e.Name == "stage2.block1.reduce.conv.weight");
        Assert.Contains(file.Entries, e => e.Name == "classifier.weight");
        Assert.All(file.Entries, entry => AssertSame(state[entry.Name], file, entry));
    }

    [Fact]
    public void Channels_last_weights_are_written_in_plain_order()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var plain = arange(2 * 3 * 4 * 5, ScalarType.Float32).reshape(2, 3, 4, 5);
        var turned = ChannelsLast.Of(plain);
        Assert.False(turned.is_contiguous());
        Safetensors.Write(folder["a"], new Dictionary<string, Tensor> { ["w"] = turned });
        var file = new PlainSafetensors(folder["a"]);

        Assert.Equal(Enumerable.Range(0, 120).Select(i => (float)i), file.Floats(file.Entries[0]));
    }

    [Fact]
    public void Other_types_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        using var complex = zeros(3, ScalarType.ComplexFloat32);
        var error = Assert.Throws<WorkbenchException>(
            () => Safetensors.Write(folder["a"], new Dictionary<string, Tensor> { ["complex"] = complex }));
        Assert.Contains("tensor complex cannot be saved", error.Message);
        Assert.False(File.Exists(folder["a"]));
    }

    private static void AssertSame(Tensor expected, PlainSafetensors file, PlainSafetensors.Entry entry)
    {
        Assert.Equal(expected.shape, entry.Shape);
        if (entry.Type == "I64")
        {
            Assert.Equal(expected.data<long>().ToArray(), file.Integers(entry));
            return;
        }

        Assert.Equal("F32", entry.Type);
        using var flat = expected.detach().flatten(); // in [N, C, H, W] order whatever the strides
        Assert.Equal(flat.data<float>().ToArray(), file.Floats(entry));
    }
}
