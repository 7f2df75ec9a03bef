using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Sandglass.Blocks;

namespace Sandglass.Search.Space;

/// <summary>
/// What may stand on an edge of a cell. The first eight bear their published names; blocks of the bottleneck family are
/// called <c>sandglass_3x3</c>, <c>inverted_5x5</c>, with <c>_t2</c> behind where their ratio is not the paper's 6.
/// </summary>
[JsonConverter(typeof(OperationNameConverter))]
public sealed partial class CandidateOperation
{
    private const int PaperRatio = 6;

    private readonly Func<int, int, IReadOnlyList<CellLayer>> _layers;

    private CandidateOperation(string name, Func<int, int, IReadOnlyList<CellLayer>> layers) => (Name, _layers) = (name, layers);

    /// <summary>No connection.</summary>
    public static CandidateOperation None { get; } = new("none", (c, s) => [new ZeroLayer(c, s)]);

    /// <summary>3×3 maximum.</summary>
    public static CandidateOperation MaxPool { get; } = new("max_pool_3x3", (c, s) => [new PoolLayer(c, s, Maximum: true)]);

    /// <summary>3×3 average.</summary>
    public static CandidateOperation AveragePool { get; } = new("avg_pool_3x3", (c, s) => [new PoolLayer(c, s, Maximum: false)]);

    /// <summary>Identity; a factorised reduction at stride 2.</summary>
    public static CandidateOperation Skip { get; } = new("skip_connect", OperationLayers.Skip);

    /// <summary>Separable 3×3 convolution, twice.</summary>
    public static CandidateOperation Separable3 { get; } = new("sep_conv_3x3", (c, s) => OperationLayers.Separable(c, s, 3));

    /// <summary>Separable 5×5 convolution, twice.</summary>
    public static CandidateOperation Separable5 { get; } = new("sep_conv_5x5", (c, s) => OperationLayers.Separable(c, s, 5));

    /// <summary>Separable 3×3 convolution with dilation 2.</summary>
    public static CandidateOperation Dilated3 { get; } = new("dil_conv_3x3", (c, s) => OperationLayers.Dilated(c, s, 3));

    /// <summary>Separable 5×5 convolution with dilation 2.</summary>
    public static CandidateOperation Dilated5 { get; } = new("dil_conv_5x5", (c, s) => OperationLayers.Dilated(c, s, 5));

    /// <summary>The eight of the original, in its order, which decides ties.</summary>
    public static IReadOnlyList<CandidateOperation> Original { get; } =
        [None, MaxPool, AveragePool, Skip, Separable3, Separable5, Dilated3, Dilated5];

    /// <summary>Name in a genotype.</summary>
    public string Name { get; }

    /// <summary>A sandglass block on the cell's width.</summary>
    /// <param name="kernel">Side of both depthwise kernels.</param>
    /// <param name="ratio">Reduction ratio; the paper does not say which it used here.</param>
    public static CandidateOperation Sandglass(int kernel, int ratio = PaperRatio) =>
        new(BlockName("sandglass", kernel, ratio), (c, s) => OperationLayers.Sandglass(c, s, kernel, ratio));

    /// <summary>An inverted residual on the cell's width.</summary>
    /// <param name="kernel">Side of the depthwise kernel.</param>
    /// <param name="ratio">Expansion ratio.</param>
    public static CandidateOperation InvertedResidual(int kernel, int ratio = PaperRatio) =>
        new(BlockName("inverted", kernel, ratio), (c, s) => OperationLayers.Inverted(c, s, kernel, ratio));

    /// <summary>The operation of a name.</summary>
    /// <exception cref="InvalidSpecException">There is none of that name.</exception>
    public static CandidateOperation Named(string name)
    {
        if (Original.FirstOrDefault(operation => operation.Name == name) is { } known)
        {
            return known;
        }

        if (BlockNames().Match(name) is not { Success: true } match)
        {
            throw new InvalidSpecException(
                $"no operation is called '{(name.Length > 40 ? name[..40] + "…" : name)}'; use {string.Join(", ", Original)}, sandglass_3x3, sandglass_5x5, inverted_3x3 (with _t2 behind for a ratio of 2)");
        }

        var kernel = Number(match.Groups["kernel"]);
        var ratio = match.Groups["ratio"].Success ? Number(match.Groups["ratio"]) : PaperRatio;
        return match.Groups["family"].Value == "sandglass" ? Sandglass(kernel, ratio) : InvertedResidual(kernel, ratio);
    }

    /// <summary>Its layers between maps of equal width; none: the identity.</summary>
    /// <param name="channels">Width of the cell.</param>
    /// <param name="stride">1, or 2 on the edges from a reduction cell's inputs.</param>
    /// <exception cref="InvalidSpecException">A block leaves no channel at that width, or a reduction has an odd one.</exception>
    public IReadOnlyList<CellLayer> Layers(int channels, int stride) => _layers(channels, stride);

    /// <summary>Operations are the same where their names are.</summary>
    public override bool Equals(object? obj) => obj is CandidateOperation other && other.Name == Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static string BlockName(string family, int kernel, int ratio) => FormattableString.Invariant(
        $"{family}_{kernel}x{kernel}{(ratio == PaperRatio ? "" : $"_t{ratio}")}");

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<family>sandglass|inverted)_(?<kernel>[357])x\\k<kernel>(_t(?<ratio>[1-9][0-9]?))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex BlockNames();
}
