namespace Sandglass.Images.Transforms;

/// <summary>Changes of single levels, whatever lies around them, as Pillow's <c>ImageOps</c> and timm define them.</summary>
internal static class LevelTables
{
    /// <summary>Light becomes dark.</summary>
    public static void Invert(Canvas canvas) => canvas.Map(Table(level => 255 - level));

    /// <summary>Only the highest bits of a level are kept, 0 to 8.</summary>
    public static void Posterize(Canvas canvas, int bits) => canvas.Map(Table(level => level & ~((1 << (8 - bits)) - 1)));

    /// <summary>Levels from a threshold on are inverted.</summary>
    public static void Solarize(Canvas canvas, int threshold) => canvas.Map(Table(level => level < threshold ? level : 255 - level));

    /// <summary>Levels of the darker half become lighter.</summary>
    public static void SolarizeAdd(Canvas canvas, int added) => canvas.Map(Table(level => level < 128 ? Math.Min(255, level + added) : level));

    /// <summary>In each channel the darkest level becomes 0, the lightest 255, and the others lie between them as before.</summary>
    public static void AutoContrast(Canvas canvas)
    {
        var tables = new byte[256 * canvas.Channels];
        for (var channel = 0; channel < canvas.Channels; channel++)
        {
            var counts = Counts(canvas, channel);
            var (low, high) = (Array.FindIndex(counts, count => count > 0), Array.FindLastIndex(counts, count => count > 0));
            var scale = 255.0 / Math.Max(1, high - low);
            var offset = -low * scale;
            Fill(tables, channel, level => high <= low ? level : Math.Clamp((int)((level * scale) + offset), 0, 255));
        }

        canvas.MapChannels(tables);
    }

    /// <summary>In each channel levels are spread so that all become nearly equally frequent.</summary>
    public static void Equalize(Canvas canvas)
    {
        var tables = new byte[256 * canvas.Channels];
        for (var channel = 0; channel < canvas.Channels; channel++)
        {
            var counts = Counts(canvas, channel);
            var step = (counts.Sum() - counts.Last(count => count > 0)) / 255;
            var sum = step / 2;
            Fill(tables, channel, level =>
            {
                var spread = step == 0 ? level : Math.Min(255, sum / step);
                sum += counts[level];
                return spread;
            });
        }

        canvas.MapChannels(tables);
    }

    private static int[] Counts(Canvas canvas, int channel)
    {
        var counts = new int[256];
        var pixels = canvas.Pixels;
        for (var i = channel; i < pixels.Length; i += canvas.Channels)
        {
            counts[pixels[i]]++;
        }

        return counts;
    }

    private static byte[] Table(Func<int, int> change)
    {
        var table = new byte[256];
        Fill(table, 0, change);
        return table;
    }

    private static void Fill(byte[] tables, int channel, Func<int, int> change)
    {
        for (var level = 0; level < 256; level++)
        {
            tables[(256 * channel) + level] = (byte)change(level);
        }
    }
}
