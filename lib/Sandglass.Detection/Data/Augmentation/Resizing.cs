namespace Sandglass.Detection.Data.Augmentation;

/// <summary>
/// Bilinear resizing with half-pixel centres and no smoothing, the border's pixels going on beyond it: what OpenCV's
/// <c>INTER_LINEAR</c> does, with which SSD was trained. Target pixel i stands at (i + 0.5) x from / to - 0.5.
/// </summary>
internal static class Resizing
{
    /// <summary>Writes the view as a square.</summary>
    /// <param name="view">The view.</param>
    /// <param name="side">Pixels of each side.</param>
    /// <param name="target">Takes side x side x channels numbers, row by row.</param>
    public static void Write(View view, int side, Span<float> target)
    {
        var channels = view.Source.Channels;
        var columns = Places(view.Width, side);
        var rows = Places(view.Height, side);
        var at = 0;
        foreach (var (above, below, down) in rows)
        {
            foreach (var (left, right, across) in columns)
            {
                var (nw, ne, sw, se) = (view.Place(left, above), view.Place(right, above), view.Place(left, below), view.Place(right, below));
                for (var c = 0; c < channels; c++)
                {
                    var (a, b) = (Value(view, nw, c), Value(view, sw, c));
                    a += across * (Value(view, ne, c) - a);
                    b += across * (Value(view, se, c) - b);
                    target[at++] = a + (down * (b - a));
                }
            }
        }
    }

    private static float Value(View view, int place, int channel) => place < 0 ? view.Fill[channel] : view.Source.Values[place + channel];

    // Two neighbours and the share of the second, for each pixel of the target.
    private static (int First, int Second, float Share)[] Places(int from, int to)
    {
        var places = new (int, int, float)[to];
        for (var i = 0; i < to; i++)
        {
            var position = ((i + 0.5) * from / to) - 0.5;
            var first = (int)Math.Floor(position);
            places[i] = (Math.Clamp(first, 0, from - 1), Math.Clamp(first + 1, 0, from - 1), (float)(position - first));
        }
        return places;
    }
}
