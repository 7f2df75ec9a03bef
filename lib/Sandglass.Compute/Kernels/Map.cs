namespace Sandglass.Compute.Kernels;

/// <summary>A feature map in memory, channels-last: pixels of contiguous channels.</summary>
/// <param name="Data">The first pixel.</param>
/// <param name="Stride">Floats from pixel to pixel.</param>
/// <param name="Channels">Channels that exist; behind them nothing is read or written.</param>
internal readonly unsafe record struct Map(nint Data, int Stride, int Channels)
{
    internal float* At(long pixel) => (float*)Data + (pixel * Stride);
}

/// <summary>Pixels in the cache, in whole vectors: as rows of channels, or as planes of one vector of channels each.</summary>
/// <param name="Data">The first pixel.</param>
/// <param name="PixelStride">Floats from pixel to pixel.</param>
/// <param name="VectorStride">Floats from one vector of channels to the next.</param>
internal readonly unsafe record struct Tile(nint Data, int PixelStride, int VectorStride)
{
    internal float* At(int vector) => (float*)Data + ((nint)vector * VectorStride);

    internal Tile From(int pixel) => this with { Data = Data + ((nint)pixel * PixelStride * sizeof(float)) };
}

/// <summary>What a map is read through: clamp(scale·z + shift) by channel, BatchNorm and activation of the unit before.</summary>
/// <param name="Scale">By channel, zero in the padding.</param>
/// <param name="Shift">By channel, zero in the padding.</param>
/// <param name="Least">Lower bound of the activation.</param>
/// <param name="Most">Upper bound.</param>
internal readonly unsafe record struct Lens(nint Scale, nint Shift, float Least, float Most)
{
    internal float* Scales => (float*)Scale;

    internal float* Shifts => (float*)Shift;
}

/// <summary>
/// The gradient of a convolution's output, made where it is read: a·g + b·z + c by channel, from the gradient g behind the
/// BatchNorm and the output z itself. That is BatchNorm's backward, whose sums are known by then.
/// </summary>
/// <param name="Behind">g.</param>
/// <param name="Output">z.</param>
/// <param name="A">By channel, zero in the padding, as the others.</param>
/// <param name="B">By channel.</param>
/// <param name="C">By channel.</param>
internal readonly unsafe record struct OutputGradient(Map Behind, Map Output, nint A, nint B, nint C);

/// <summary>
/// Where the gradient of a convolution's input goes: masked by the activation through which the input was read, with
/// the two sums by channel that the BatchNorm before needs. At the block's own input there is neither mask nor sum, and
/// the shortcut's gradient is added.
/// </summary>
/// <param name="To">The gradient's map.</param>
/// <param name="Mean">By channel, what the second sum is centred at; 0: the block's own input.</param>
/// <param name="Shortcut">What is added to the first channels; its data is 0 where there is none.</param>
internal readonly unsafe record struct InputGradient(Map To, nint Mean, Map Shortcut);
