namespace Sandglass.Images;

/// <summary>
/// Pictures of any size as squares of one side: the largest centred square is cut out, and scaled by a triangle as wide as
/// the pixels that it makes one of. That is <c>crop</c> and <c>resize(BILINEAR)</c> of Pillow, which torchvision uses, in
/// whole numbers after one rounding of the weights: the same bytes on every machine.
/// </summary>
internal static class SquareScaling
{
    private const int Bits = 22; // of a weight after the point, as Pillow has them

    /// <summary>The picture's largest centred square, scaled; of an odd rest the smaller half is cut off left and above.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="side">Side in pixels.</param>
    public static PixelImage ToSquare(this PixelImage image, int side)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        var (square, channels) = (Math.Min(image.Width, image.Height), image.Channels);
        var (left, top) = ((image.Width - square) / 2, (image.Height - square) / 2);
        var source = new Plane(image.Pixels, ((top * image.Width) + left) * channels, image.Width * channels, channels);
        if (square == side)
        {
            return new PixelImage(side, side, channels, source.Copy(side));
        }

        var windows = Windows(square, side);
        var rows = Scaled(source, windows, square, channels);
        var columns = Scaled(new Plane(rows, 0, channels, side * channels), windows, side, channels);
        return new PixelImage(side, side, channels, Turned(columns, side, channels));
    }

    // Every line is scaled along the step; the result lies line by line.
    private static byte[] Scaled(Plane from, Window[] windows, int lines, int channels)
    {
        var scaled = new byte[lines * windows.Length * channels];
        var to = 0;
        for (var line = 0; line < lines; line++)
        {
            foreach (var (first, weights) in windows)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    var at = from.First + (line * from.Line) + (first * from.Step) + channel;
                    var sum = 1 << (Bits - 1);
                    foreach (var weight in weights)
                    {
                        sum += from.Bytes[at] * weight;
                        at += from.Step;
                    }

                    scaled[to++] = (byte)Math.Clamp(sum >> Bits, 0, 255);
                }
            }
        }

        return scaled;
    }

    // Columns lie one after the other; a picture has rows.
    private static byte[] Turned(byte[] columns, int side, int channels)
    {
        var rows = new byte[columns.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, column, channel) = (i / channels / side, i / channels % side, i % channels);
            rows[i] = columns[(((column * side) + row) * channels) + channel];
        }

        return rows;
    }

    private static Window[] Windows(int from, int to)
    {
        var scale = (double)from / to;
        var reach = Math.Max(scale, 1);
        var windows = new Window[to];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - reach + 0.5));
            var end = Math.Min(from, (int)(centre + reach + 0.5));
            var weights = new double[end - first];
            for (var k = 0; k < weights.Length; k++)
            {
                weights[k] = Math.Max(0, 1 - Math.Abs((k + first - centre + 0.5) * (1 / reach)));
            }

            var sum = weights.Sum();
            windows[i] = new Window(first, [.. weights.Select(weight => (int)((weight / sum * (1 << Bits)) + 0.5))]);
        }

        return windows;
    }

    /// <summary>Which pixels make one, and how much each counts.</summary>
    private sealed record Window(int First, int[] Weights);

    /// <summary>Pixels in lines: where the first is, and how far the next line and the next pixel of a line are.</summary>
    private sealed record Plane(byte[] Bytes, int First, int Line, int Step)
    {
        public byte[] Copy(int side)
        {
            var copy = new byte[side * side * Step];
            for (var line = 0; line < side; line++)
            {
                Bytes.AsSpan(First + (line * Line), side * Step).CopyTo(copy.AsSpan(line * side * Step));
            }

            return copy;
        }
    }
}
