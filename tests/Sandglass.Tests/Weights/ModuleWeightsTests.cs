using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Tests.Weights;

public class ModuleWeightsTests
{
    private static readonly NetworkPlan Plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.5);

    [Fact]
    public void A_network_is_filled_from_the_file_of_another()
    {
        using var scope = NewDisposeScope();
        using var first = new BottleneckNetwork(Plan, new RandomStreams(1));
        using var second = new BottleneckNetwork(Plan, new RandomStreams(2));
        Assert.NotEqual(StateOf(first), StateOf(second));

        Saved(first, tensors => tensors).LoadInto(second);
        Assert.Equal(StateOf(first), StateOf(second));
        Assert.All(second.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void Double_precision_is_converted()
    {
        using var scope = NewDisposeScope();
        using var network = new BottleneckNetwork(Plan, new RandomStreams(1));
        var expected = StateOf(network);
        var doubles = Saved(network, tensors => tensors.Select(t => t.Type == SafetensorsType.F32
            ? SafetensorsTensor.Of(t.Name, Array.ConvertAll(t.ToSingles(), value => (double)value), [.. t.Shape])
            : t));
        using var other = new BottleneckNetwork(Plan, new RandomStreams(2));
        doubles.LoadInto(other);
        Assert.Equal(expected, StateOf(other));
    }

    [Fact]
    public void Every_difference_is_listed_in_one_error_and_nothing_is_changed()
    {
        using var scope = NewDisposeScope();
        using var network = new BottleneckNetwork(Plan, new RandomStreams(1));
        var before = StateOf(network);
        var file = Saved(network, tensors => tensors
            .Where(t => t.Name != "classifier.bias")
            .Select(t => t.Name switch
            {
                "classifier.weight" => SafetensorsTensor.Of(t.Name, new float[6], 2, 3),
                "stem.norm.num_batches_tracked" => SafetensorsTensor.Of(t.Name, [0f], []),
                "stem.norm.bias" => SafetensorsTensor.Of(t.Name, new float[t.Count], [.. t.Shape]),
                _ => t,
            })
            .Append(SafetensorsTensor.Of("more", [1f], 1)));

        var message = Assert.Throws<WeightFileException>(() => file.LoadInto(network)).Message;
        Assert.Contains("missing: classifier.bias; unexpected: 'more'; of another shape: classifier.weight ([2, 3], not [10, ", message);
        Assert.Contains("of another type: stem.norm.num_batches_tracked (F32, not I64)", message);
        Assert.DoesNotContain('\n', message);
        Assert.Equal(before, StateOf(network));
    }

    private static WeightFile Saved(nn.Module module, Func<IEnumerable<SafetensorsTensor>, IEnumerable<SafetensorsTensor>> change)
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, [.. change(module.state_dict().Select(named => SafetensorsTensor.Of(named.Key, named.Value)))]);
        return SafetensorsFile.Parse(stream.ToArray(), "network.safetensors");
    }

    private static byte[] StateOf(nn.Module module) =>
        [.. module.state_dict().OrderBy(named => named.Key, StringComparer.Ordinal).SelectMany(named => SafetensorsTensor.Of(named.Key, named.Value).Data.ToArray())];
}
