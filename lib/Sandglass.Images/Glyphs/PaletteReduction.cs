namespace Sandglass.Images.Glyphs;

/// <summary>
/// Reduces a picture to a few colours: the pixels are halved again and again, each time those whose channel varies most, at its
/// mean (a form of Heckbert's median cut, 1982). Whole numbers only: the same bytes on every machine.
/// </summary>
internal static class PaletteReduction
{
    /// <summary>The colours, darkest first, and a place among them for each pixel.</summary>
    /// <param name="rgb">Red, green and blue of each pixel.</param>
    /// <param name="colours">How many colours, 1 to 256; what a picture does not need repeats its last one.</param>
    public static (byte[] Palette, byte[] Indices) Reduce(byte[] rgb, int colours)
    {
        var boxes = new List<Box> { new(rgb, [.. Enumerable.Range(0, rgb.Length / 3)]) };
        while (boxes.Count < colours && boxes.MaxBy(box => box.Spread) is { Spread: > 0 } widest)
        {
            boxes.Remove(widest);
            boxes.AddRange(widest.Halves());
        }

        boxes = [.. boxes.OrderBy(box => (299 * box.Mean(0)) + (587 * box.Mean(1)) + (114 * box.Mean(2)))];
        var (palette, indices) = (new byte[3 * colours], new byte[rgb.Length / 3]);
        for (var colour = 0; colour < colours; colour++)
        {
            var box = boxes[Math.Min(colour, boxes.Count - 1)];
            for (var channel = 0; channel < 3; channel++)
            {
                palette[(3 * colour) + channel] = (byte)box.Mean(channel);
            }
        }

        foreach (var (colour, box) in boxes.Index())
        {
            foreach (var pixel in box.Pixels)
            {
                indices[pixel] = (byte)colour;
            }
        }

        return (palette, indices);
    }

    private sealed class Box
    {
        private readonly byte[] _rgb;
        private readonly long[] _sums = new long[3];
        private readonly int _channel;

        public Box(byte[] rgb, List<int> pixels)
        {
            (_rgb, Pixels) = (rgb, pixels);
            var squares = new long[3];
            foreach (var pixel in pixels)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    long value = rgb[(3 * pixel) + channel];
                    _sums[channel] += value;
                    squares[channel] += value * value;
                }
            }

            var spreads = squares.Select((square, channel) => square - (_sums[channel] * _sums[channel] / pixels.Count)).ToArray();
            Spread = spreads.Max();
            _channel = Array.IndexOf(spreads, Spread);
        }

        public List<int> Pixels { get; }

        /// <summary>Squared deviations from the mean of the channel that varies most.</summary>
        public long Spread { get; }

        public int Mean(int channel) => (int)((_sums[channel] + (Pixels.Count / 2)) / Pixels.Count);

        // A value above the mean, rounded down, and one not above it are both there, or nothing would vary.
        public IEnumerable<Box> Halves()
        {
            var mean = _sums[_channel] / Pixels.Count;
            return Pixels.ToLookup(pixel => _rgb[(3 * pixel) + _channel] > mean).OrderBy(half => half.Key).Select(half => new Box(_rgb, [.. half]));
        }
    }
}
