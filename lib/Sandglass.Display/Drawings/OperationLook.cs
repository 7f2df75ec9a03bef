using Sandglass.Blocks;
using Sandglass.Display.Style;
using Sandglass.Search.Space;

namespace Sandglass.Display.Drawings;

/// <summary>How an operation is drawn: a block in its family's colour, any other in grey, thin and dashed where it has no
/// weights.</summary>
/// <param name="Colour">Colour of its lines.</param>
/// <param name="Fill">Colour behind its name.</param>
/// <param name="HasWeights">Whether it has any.</param>
internal sealed record OperationLook(string Colour, string Fill, bool HasWeights)
{
    private const string Grey = "#f3f4f6";

    /// <summary>The block's family; null for what is no block.</summary>
    public BlockFamily? Family { get; init; }

    /// <summary>Width of its lines in pixels.</summary>
    public double LineWidth => HasWeights ? 2 : 1.2;

    /// <summary>The look of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="stride">Its step: a skip connection of stride 2 is two convolutions.</param>
    public static OperationLook Of(CandidateOperation operation, int stride)
    {
        if (operation.Family is { } family)
        {
            var colour = FamilyPalette.For(family).Colour;
            return new OperationLook(colour, Tint.Of(colour, 0.14), HasWeights: true) { Family = family };
        }
        var weights = operation.HasWeights(stride);
        return new OperationLook(FamilyPalette.Muted, weights ? Grey : FamilyPalette.Paper, weights);
    }
}
