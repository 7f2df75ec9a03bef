using System.Globalization;

namespace Workbench.Prediction;

/// <summary>[N, C, H, W] as a person writes it: <c>N,3,224,224</c>.</summary>
internal sealed record ImageShape(int Count, int Channels, int Height, int Width)
{
    private const int MostImages = 1_000_000; // their bytes can be counted, whatever their size
    private const int LargestSide = 4096;

    /// <summary>Numbers of one image.</summary>
    internal long Pixels => (long)Channels * Height * Width;

    /// <summary>Bytes of a raw file of them, single precision.</summary>
    internal long Bytes => Count * Pixels * sizeof(float);

    /// <exception cref="UsageException">The text is not a shape.</exception>
    internal static ImageShape Parse(string text)
    {
        var sizes = text.Split(',')
            .Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .ToArray();
        return sizes is [> 0 and <= MostImages, > 0 and <= 1024, > 0 and <= LargestSide, > 0 and <= LargestSide]
            ? new ImageShape(sizes[0], sizes[1], sizes[2], sizes[3])
            : throw new UsageException($"--shape takes four sizes N,C,H,W from 1, images up to {MostImages}, sides up to {LargestSide}, such as 8,3,224,224, not {Misuse.Quoted(text)}");
    }

    /// <summary>The shape as it is written.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count},{Channels},{Height},{Width}");
}
