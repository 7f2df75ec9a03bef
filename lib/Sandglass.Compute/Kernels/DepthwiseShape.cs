namespace Sandglass.Compute.Kernels;

/// <summary>Sizes of a depthwise convolution: a square kernel of odd side, padded so that stride 1 keeps the size.</summary>
/// <param name="Height">Of the input.</param>
/// <param name="Width">Of the input.</param>
/// <param name="Kernel">Side k.</param>
/// <param name="Stride">s.</param>
/// <param name="Dilation">From weight to weight, in pixels: d.</param>
internal readonly record struct DepthwiseShape(int Height, int Width, int Kernel, int Stride, int Dilation)
{
    internal int Pad => Dilation * (Kernel / 2);

    /// <summary>Side of the square that an output sees.</summary>
    internal int Span => (2 * Pad) + 1;

    internal int OutHeight => ((Height - 1) / Stride) + 1;

    internal int OutWidth => ((Width - 1) / Stride) + 1;

    /// <summary>Of the weights of a row, or column, of the kernel that fall on the same row, or column, of the input, from one to the next.</summary>
    internal int Every => Dilation % Stride == 0 ? 1 : Stride;

    /// <summary>Between the outputs that saw an input by two such weights.</summary>
    internal int Apart => Every * Dilation / Stride;

    /// <summary>The weights of a row, or column, of the kernel that ever fall on a row, or column, of the input: the first, and how many.</summary>
    internal (int First, int Count) Seen(int place)
    {
        var at = (place + Pad) % Stride;
        return Every == Stride ? (at, (Kernel - at + Stride - 1) / Stride) : (0, at == 0 ? Kernel : 0);
    }

    /// <summary>Rows of all images together: that of the input that follows a band which ended before a row, and its output's.</summary>
    internal (long Input, long Output) Below(long image, int row) => row < Height
        ? ((image * Height) + row, (image * OutHeight) + (row / Stride))
        : ((image + 1) * Height, (image + 1) * OutHeight);
}
