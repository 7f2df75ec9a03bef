namespace Sandglass.Compute.Kernels;

/// <summary>Sizes of a depthwise convolution: a square kernel of odd side, padded by half of it.</summary>
/// <param name="Height">Of the input.</param>
/// <param name="Width">Of the input.</param>
/// <param name="Kernel">Side k.</param>
/// <param name="Stride">s.</param>
internal readonly record struct DepthwiseShape(int Height, int Width, int Kernel, int Stride)
{
    internal int Pad => Kernel / 2;

    internal int OutHeight => ((Height - 1) / Stride) + 1;

    internal int OutWidth => ((Width - 1) / Stride) + 1;

    /// <summary>The weights of a row, or column, of the kernel that ever fall on a row, or column, of the input: the first, and how many of every s-th.</summary>
    internal (int First, int Count) Seen(int place)
    {
        var first = (place + Pad) % Stride;
        return (first, (Kernel - first + Stride - 1) / Stride);
    }

    /// <summary>Rows of all images together: that of the input that follows a band which ended before a row, and its output's.</summary>
    internal (long Input, long Output) Below(long image, int row) => row < Height
        ? ((image * Height) + row, (image * OutHeight) + (row / Stride))
        : ((image + 1) * Height, (image + 1) * OutHeight);
}
