using Sandglass.Display.Pictures;

namespace Sandglass.Display.Tests.Pictures;

public sealed class BlockMapsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    // Two layers of a sandglass are activated.
    [Theory]
    [InlineData("ReLU6", 2)]
    [InlineData("ReLU", 0)]
    [InlineData("SiLU", 0)]
    public void Only_what_ReLU6_cuts_is_said_to_be_cut_by_it(string activation, int places)
    {
        var spec = BlockSpec.Sandglass(4, 4, reduction: 2) with { Activation = Activation.BuiltIn.Single(built => built.Name == activation) };
        var maps = BlockMaps.PlacesOf("block", spec, Captured(spec)).ToArray();
        Assert.Equal(spec.Layout.Layers.Count + 2, maps.Length);
        Assert.Equal(places, maps.Count(map => map.About.Contains("ReLU6", StringComparison.Ordinal)));
        Assert.Equal(2, maps.Count(map => map.What.EndsWith($", {activation}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[null]")]
    [InlineData("""[{ "family": "sandglass", "run": "a", "block": "b", "about": "", "picture": "", "places": [null] }]""")]
    [InlineData("""[{ "family": "sandglass", "run": "a", "block": "b", "about": "", "picture": "" }]""")]
    [InlineData("""[{ "family": "sandglass", "picture": "?" }]""")]
    public void A_damaged_file_is_named(string json)
    {
        File.WriteAllText(_file, json);
        var wrong = Assert.Throws<WorkbenchException>(() => BlockMaps.Read(_file));
        Assert.StartsWith($"{_file} cannot be read (", wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private static Captures Captured(BlockSpec spec)
    {
        Captured At(string place, int channels) => new($"block.{place}", [1, channels, 2, 2], [.. Enumerable.Range(0, 4 * channels).Select(i => i - 1f)]);
        return new Captures(null!,
        [
            .. spec.Layout.Layers.SelectMany(layer => (Captured[])
            [
                At($"{layer.Name}.in", layer.InChannels), At($"{layer.Name}.norm", layer.OutChannels), At($"{layer.Name}.out", layer.OutChannels),
            ]),
            At("sum", spec.OutChannels),
            At("out", spec.OutChannels),
        ]);
    }
}
