using Sandglass.Data;

namespace Sandglass.Images.Transforms;

/// <summary>Bytes as the numbers that a network sees: what <see cref="Normalization.Table"/> says of each, as for images in memory.</summary>
internal sealed class NormalizedBytes(Normalization normalization)
{
    private readonly float[] _table = normalization.Table();

    /// <summary>Channels of a pixel.</summary>
    public int Channels { get; } = normalization.Mean.Count;

    /// <summary>The channels' means as bytes.</summary>
    public byte[] Mean { get; } = [.. normalization.Mean.Select(mean => (byte)Math.Clamp(Math.Round(255 * mean), 0, 255))];

    /// <summary>Writes a number a byte, in the same order.</summary>
    public void Write(ReadOnlySpan<byte> pixels, Span<float> target)
    {
        var numbers = target[..pixels.Length];
        if (Channels != 3)
        {
            for (var i = 0; i < pixels.Length; i++)
            {
                numbers[i] = _table[(256 * (i % Channels)) + pixels[i]];
            }

            return;
        }

        var red = _table.AsSpan(0, 256);
        var green = _table.AsSpan(256, 256);
        var blue = _table.AsSpan(512, 256);
        for (var i = 0; i + 2 < pixels.Length; i += 3)
        {
            numbers[i] = red[pixels[i]];
            numbers[i + 1] = green[pixels[i + 1]];
            numbers[i + 2] = blue[pixels[i + 2]];
        }
    }

    /// <summary>Checks that a picture and a place for numbers fit.</summary>
    /// <exception cref="ArgumentException">The picture has other channels, or the place another size.</exception>
    public void Require(PixelImage image, int side, Span<float> target)
    {
        if (image.Channels != Channels || target.Length != side * side * Channels)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"a picture of {image.Channels} channels for {target.Length} numbers, where {Channels} channels and {side * side * Channels} numbers are expected"));
        }
    }
}
