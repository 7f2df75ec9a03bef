using System.Globalization;
using System.Text.RegularExpressions;
using Sandglass;
using Sandglass.Blocks;

namespace Workbench.Tests.Gallery;

/// <summary>What a reader of the block microscope can choose, and the library's spec of it.</summary>
internal sealed partial record ChosenBlock(
    string Family, int Channels, double Growth, double Ratio, int Kernel, int Stride, string Spatial, string Shortcut, double Identity)
{
    private const string Usual = "usual";

    /// <summary>The sandglass that the page begins with.</summary>
    public static ChosenBlock First { get; } = new("sandglass", 96, 1, 6, 3, 1, Usual, Usual, 1);

    private static readonly string[] Families = ["sandglass", "invertedResidual", "bottleneck"];
    private static readonly string[] Placements = [Usual, "ends", "middle", "middleTwice", "outputOnly", "none"];
    private static readonly string[] Sites = [Usual, "ends", "pointwise", "hidden", "none"];

    /// <summary>Drawn blocks, many of which cannot be built.</summary>
    public static ChosenBlock[] Draw(int count, int mostChannels)
    {
        var random = new Random(1);
        T One<T>(params T[] all) => all[random.Next(all.Length)];
        return [.. Enumerable.Range(0, count).Select(_ => new ChosenBlock(
            One(Families), random.Next(4, mostChannels + 1), One(1, 1, 1, 0.5, 1.5, 2), random.Next(2, 25) / 2.0, One(3, 5, 7, 9), One(1, 1, 2), One(Placements), One(Sites), One(1, 1, random.Next(0, 21) * 5 / 100.0)))];
    }

    /// <summary>The spec, made as a program makes it.</summary>
    /// <exception cref="InvalidSpecException">It cannot be made.</exception>
    public BlockSpec Spec()
    {
        var output = Math.Max(1, (int)Math.Floor(Channels * Growth));
        var spec = Family switch
        {
            "sandglass" => BlockSpec.Sandglass(Channels, output, Ratio, Stride),
            "invertedResidual" => BlockSpec.InvertedResidual(Channels, output, Ratio, Stride),
            _ => BlockSpec.Bottleneck(Channels, output, Ratio, Stride),
        };
        return spec with
        {
            Kernel = Kernel,
            IdentityMultiplier = Identity,
            Spatial = Spatial == Usual ? spec.Spatial : Placement(Capital(Spatial)),
            Shortcut = Shortcut == Usual ? spec.Shortcut : Enum.Parse<ShortcutSite>(Shortcut, ignoreCase: true),
        };
    }

    /// <summary>The spec that a line of C# makes, read by the names of the library's members.</summary>
    public static BlockSpec Evaluate(string code)
    {
        var parts = Line().Match(code);
        Assert.True(parts.Success, code);
        var spec = (BlockSpec)typeof(BlockSpec).GetMethod(parts.Groups["family"].Value)!.Invoke(
            null, [Whole("in"), Whole("out"), double.Parse(parts.Groups["ratio"].Value, CultureInfo.InvariantCulture), parts.Groups["stride"].Success ? Whole("stride") : 1])!;
        foreach (var change in parts.Groups["changes"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(change => change.Split(" = ")))
        {
            var property = typeof(BlockSpec).GetProperty(change[0])!;
            property.SetValue(spec, Value(property.PropertyType, change[1]));
        }

        return spec;

        int Whole(string name) => int.Parse(parts.Groups[name].Value, CultureInfo.InvariantCulture);
    }

    private static object Value(Type type, string text) => text.Split('.') switch
    {
        [nameof(SpatialPlacement), var name] when type == typeof(SpatialPlacement) => Placement(name),
        [nameof(ShortcutSite), var name] when type == typeof(ShortcutSite) => Enum.Parse<ShortcutSite>(name),
        _ => Convert.ChangeType(text, type, CultureInfo.InvariantCulture),
    };

    private static SpatialPlacement Placement(string name) => (SpatialPlacement)typeof(SpatialPlacement).GetProperty(name)!.GetValue(null)!;

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex(@"^BlockSpec\.(?<family>\w+)\((?<in>\d+), (?<out>\d+), (?<ratio>[\d.]+)(, stride: (?<stride>\d))?\)( with \{ (?<changes>.*) \})?$")]
    private static partial Regex Line();
}
