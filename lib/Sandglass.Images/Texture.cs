using Sandglass.Runtime;

namespace Sandglass.Images;

/// <summary>
/// Grounds for drawn pictures: a grey, clouds of several sizes, on every third picture stripes, and grain. Plain
/// arithmetic only, no sine and no logarithm, so that every machine paints the same bytes.
/// </summary>
internal static class Texture
{
    private static readonly (int X, int Y)[] Directions = [(1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2)];

    /// <summary>Greys of a square ground, row by row, not rounded.</summary>
    public static double[] Paint(int side, RandomStream random)
    {
        var greys = new double[side * side];
        Array.Fill(greys, Between(random, 20, 150));
        var strength = Between(random, 15, 60);
        foreach (var share in (ReadOnlySpan<double>)[0.5, 0.25, 0.12, 0.06])
        {
            AddClouds(greys, side, Math.Max(2, (int)(share * side)), strength, random);
            strength *= Between(random, 0.4, 0.8);
        }
        if (random.NextInt32(3) == 0)
        {
            AddStripes(greys, side, random);
        }
        AddGrain(greys, Between(random, 0, 6), random);
        return greys;
    }

    // Random numbers at the corners of a grid, smoothly joined.
    private static void AddClouds(double[] greys, int side, int cell, double strength, RandomStream random)
    {
        var corners = (side / cell) + 2;
        var heights = new double[corners * corners];
        for (var i = 0; i < heights.Length; i++)
        {
            heights[i] = (random.NextDouble() - 0.5) * strength;
        }
        for (var y = 0; y < side; y++)
        {
            var (row, down) = (y / cell, Smooth((double)(y % cell) / cell));
            for (var x = 0; x < side; x++)
            {
                var (column, right) = (x / cell, Smooth((double)(x % cell) / cell));
                var at = (row * corners) + column;
                var above = heights[at] + (right * (heights[at + 1] - heights[at]));
                var below = heights[at + corners] + (right * (heights[at + corners + 1] - heights[at + corners]));
                greys[(y * side) + x] += above + (down * (below - above));
            }
        }
    }

    private static void AddStripes(double[] greys, int side, RandomStream random)
    {
        var direction = Directions[random.NextInt32(Directions.Length)];
        var (length, strength, start) = (Between(random, 6, 30), Between(random, 8, 30), random.NextDouble());
        for (var i = 0; i < greys.Length; i++)
        {
            var phase = (((direction.X * (i % side)) + (direction.Y * (i / side))) / length) + start;
            greys[i] += strength * (Math.Abs((2 * (phase - Math.Floor(phase))) - 1) - 0.5); // a triangle wave
        }
    }

    // The sum of four bytes is nearly normal: mean 510, deviation 147.8.
    private static void AddGrain(double[] greys, double deviation, RandomStream random)
    {
        for (var i = 0; i < greys.Length; i += 2)
        {
            var bits = random.NextUInt64();
            greys[i] += deviation * Grain((uint)bits);
            if (i + 1 < greys.Length)
            {
                greys[i + 1] += deviation * Grain((uint)(bits >> 32));
            }
        }
    }

    private static double Grain(uint bits) => ((bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + (bits >> 24) - 510.0) / 147.8;

    private static double Smooth(double share) => share * share * (3 - (2 * share));

    private static double Between(RandomStream random, double low, double high) => low + ((high - low) * random.NextDouble());
}
