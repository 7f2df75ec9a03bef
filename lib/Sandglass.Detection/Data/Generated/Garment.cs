namespace Sandglass.Detection.Data.Generated;

/// <summary>A cutout at the size in which it is painted, perhaps mirrored.</summary>
internal sealed class Garment
{
    private readonly byte[] _greys;
    private readonly bool[] _belongs;

    /// <summary>Enlarges or shrinks a cutout so that its longer side has so many pixels, with bilinear interpolation.</summary>
    public Garment(Cutout cutout, int longerSide, bool mirrored)
    {
        Class = cutout.Class;
        var longest = Math.Max(cutout.Width, cutout.Height);
        Width = Math.Max(1, ((cutout.Width * longerSide) + (longest / 2)) / longest);
        Height = Math.Max(1, ((cutout.Height * longerSide) + (longest / 2)) / longest);
        (_greys, _belongs) = (new byte[Width * Height], new bool[Width * Height]);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (fromX, fromY) = ((((mirrored ? Width - 1 - x : x) + 0.5) * cutout.Width / Width) - 0.5, ((y + 0.5) * cutout.Height / Height) - 0.5);
                _belongs[(y * Width) + x] = Between(cutout.Belongs, cutout.Width, cutout.Height, fromX, fromY) >= 0.5;
                _greys[(y * Width) + x] = (byte)(Between(cutout.Greys, cutout.Width, cutout.Height, fromX, fromY) + 0.5);
            }
        }
        Pixels = _belongs.Count(belongs => belongs);
    }

    public int Class { get; }

    /// <summary>How many pixels belong to it: none of a cutout that was shrunk away.</summary>
    public int Pixels { get; }

    public int Width { get; }

    public int Height { get; }

    public bool Belongs(int x, int y) => _belongs[(y * Width) + x];

    public byte Grey(int x, int y) => _greys[(y * Width) + x];

    private static double Between(byte[] values, int width, int height, double x, double y)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (shareX, shareY) = (x - left, y - top);
        double At(int column, int row) => values[(Math.Clamp(row, 0, height - 1) * width) + Math.Clamp(column, 0, width - 1)];
        var above = At(left, top) + (shareX * (At(left + 1, top) - At(left, top)));
        var below = At(left, top + 1) + (shareX * (At(left + 1, top + 1) - At(left, top + 1)));
        return above + (shareY * (below - above));
    }
}
