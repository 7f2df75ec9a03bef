using System.Globalization;
using System.Runtime.Intrinsics;

namespace Sandglass.Images.Transforms;

/// <summary>
/// Where each pixel of a changed picture comes from: x' = A·x + B·y + C and y' = D·x + E·y + F, from the middles of pixels. Pillow's
/// <c>transform</c>, to the byte: the neighbours of a place are joined without regard to scale, and what comes from outside is filled.
/// </summary>
internal readonly record struct Affine(double A, double B, double C, double D, double E, double F)
{
    /// <summary>Pixels to the left, and up.</summary>
    public static Affine Shift(double x, double y) => new(1, 0, x, 0, 1, y);

    /// <summary>Each row moved by its distance from the top, or each column by its distance from the left.</summary>
    public static Affine Shear(double x, double y) => new(1, x, 0, y, 1, 0);

    /// <summary>Turned about the middle, against the clock.</summary>
    public static Affine Turn(double degrees, int side)
    {
        var angle = -(degrees * (Math.PI / 180));
        var (cosine, sine, middle) = (Rounded(Math.Cos(angle)), Rounded(Math.Sin(angle)), side / 2.0);
        return new(cosine, sine, (cosine * -middle) + (sine * -middle) + middle, -sine, cosine, (-sine * -middle) + (cosine * -middle) + middle);
    }

    /// <summary>Changes a picture.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="resampling">How neighbours are joined.</param>
    /// <param name="fill">What comes from outside: a byte a channel.</param>
    public void Apply(Canvas canvas, Resampling resampling, ReadOnlySpan<byte> fill)
    {
        var (side, channels) = (canvas.Side, canvas.Channels);
        var neighbours = new Neighbours(canvas.Readable, side, channels);
        var target = canvas.Other;
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (across, down) = (x + 0.5, y + 0.5);
                var (fromX, fromY) = ((A * across) + (B * down) + C, (D * across) + (E * down) + F);
                var to = target.Slice(((y * side) + x) * channels, channels);
                if (fromX < 0 || fromX >= side || fromY < 0 || fromY >= side)
                {
                    fill.CopyTo(to);
                    continue;
                }

                var joined = resampling == Resampling.Bilinear ? neighbours.Linear(fromX - 0.5, fromY - 0.5) : neighbours.Cubic(fromX - 0.5, fromY - 0.5);
                joined = Vector256.Min(Vector256.Max(joined, Vector256<double>.Zero), Vector256.Create(255.0));
                to[0] = (byte)joined[0];
                if (channels == 3)
                {
                    (to[1], to[2]) = ((byte)joined[1], (byte)joined[2]);
                }
            }
        }

        canvas.Swap();
    }

    // To 15 digits after the point, as Python rounds.
    private static double Rounded(double value) => double.Parse(value.ToString("F15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
