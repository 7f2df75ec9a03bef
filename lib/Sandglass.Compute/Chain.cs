namespace Sandglass.Compute;

/// <summary>
/// Units that follow each other, with a shortcut that is added behind the last: [N, C, H, W] → [N, C', H', W']. It is one
/// step of the gradient graph. Between the units only the raw outputs of the convolutions are kept; each next unit
/// normalises and activates them where it reads them, in both directions.
/// </summary>
/// <param name="Units">At least one.</param>
/// <param name="Shared">Channels, from the first, to which the shortcut is added; 0: there is none.</param>
/// <param name="After">Activation behind the addition.</param>
internal sealed record Chain(IReadOnlyList<Unit> Units, int Shared, Bounds After)
{
    /// <summary>Activation of the input, where a convolution comes first and there is no shortcut.</summary>
    internal Bounds Before { get; init; } = Bounds.None;

    internal int In => Units[0].In;

    internal int Out => Units[^1].Out;

    /// <summary>Height and width behind each unit.</summary>
    internal (int Height, int Width)[] Sizes(int height, int width)
    {
        var sizes = new (int, int)[Units.Count];
        for (var i = 0; i < sizes.Length; i++)
        {
            var stride = Units[i].Stride;
            sizes[i] = (height, width) = (((height - 1) / stride) + 1, ((width - 1) / stride) + 1);
        }

        return sizes;
    }
}
