using System.Globalization;
using System.Text.Json;
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
    private const int AnyWidth = 5040; // whether there are weights does not depend on the width, which must only leave a channel

    private readonly Func<int, int, IReadOnlyList<CellLayer>> _layers;

    private CandidateOperation(string name, Func<int, int, IReadOnlyList<CellLayer>> layers, BlockFamily? family = null) =>
        (Name, _layers, Family) = (name, layers, family);

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

    /// <summary>The block's family; null for what is not a block.</summary>
    public BlockFamily? Family { get; }

    /// <summary>A sandglass block on the cell's width.</summary>
    /// <param name="kernel">Side of both depthwise kernels.</param>
    /// <param name="ratio">Reduction ratio; the paper does not say which it used here.</param>
    public static CandidateOperation Sandglass(int kernel, int ratio = PaperRatio) =>
        new(BlockName("sandglass", kernel, ratio), (c, s) => OperationLayers.Sandglass(c, s, kernel, ratio), BlockFamily.Sandglass);

    /// <summary>An inverted residual on the cell's width.</summary>
    /// <param name="kernel">Side of the depthwise kernel.</param>
    /// <param name="ratio">Expansion ratio.</param>
    public static CandidateOperation InvertedResidual(int kernel, int ratio = PaperRatio) =>
        new(BlockName("inverted", kernel, ratio), (c, s) => OperationLayers.Inverted(c, s, kernel, ratio), BlockFamily.InvertedResidual);

    /// <summary>The operation of a name.</summary>
    /// <exception cref="InvalidSpecException">There is no operation of that name.</exception>
    public static CandidateOperation Named(string name)
    {
        if (Original.FirstOrDefault(operation => operation.Name == name) is { } known)
        {
            return known;
        }

        if (BlockNames().Match(name) is not { Success: true } match)
        {
            throw new InvalidSpecException(
                $"there is no operation '{(name.Length > 40 ? name[..40] + "…" : name)}'; use {string.Join(", ", Original)}, sandglass_3x3, sandglass_5x5, inverted_3x3 (append _t2 for a ratio of 2)");
        }

        var kernel = Number(match.Groups["kernel"]);
        var ratio = match.Groups["ratio"].Success ? Number(match.Groups["ratio"]) : PaperRatio;
        return match.Groups["family"].Value == "sandglass" ? Sandglass(kernel, ratio) : InvertedResidual(kernel, ratio);
    }

    /// <summary>Whether it has weights.</summary>
    /// <param name="stride">Its step: a skip connection of stride 2 is two convolutions.</param>
    public bool HasWeights(int stride) => Layers(AnyWidth, stride).Any(layer => layer is ConvolutionLayer or FactorizedLayer or BlockLayer);

    /// <summary>Its layers between maps of equal width; none: the identity. The stride is 2 on the edges from a reduction cell's inputs.</summary>
    /// <exception cref="InvalidSpecException">A block leaves no channel at that width, or a reduction has an odd one.</exception>
    internal IReadOnlyList<CellLayer> Layers(int channels, int stride) => _layers(channels, stride);

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

/// <summary>An operation is written as its name.</summary>
internal sealed class OperationNameConverter : JsonConverter<CandidateOperation>
{
    public override CandidateOperation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return CandidateOperation.Named(reader.GetString() ?? throw new JsonException("an operation has no name"));
        }
        catch (Exception error) when (error is InvalidSpecException or InvalidOperationException)
        {
            throw new JsonException(error.Message, error);
        }
    }

    public override void Write(Utf8JsonWriter writer, CandidateOperation value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name);
}
