using Sandglass.Data;

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

/// <summary>
/// One garment cut out of its black ground: the smallest rectangle around it, its greys, and which pixels belong to it (1, and 0 for the ground).
/// Dark pixels inside the outline do; dark pixels that the picture's border reaches do not.
/// </summary>
internal sealed record Cutout(int Class, int Width, int Height, byte[] Greys, byte[] Belongs)
{
    // JPEG-like specks around the garments are darker than this, garments hardly ever.
    private const int DarkestGarment = 16;

    /// <summary>Cuts the garment out of the greys of a square picture; null for a picture that is all ground.</summary>
    public static Cutout? Of(int number, ReadOnlySpan<byte> picture, int side)
    {
        var ground = Ground(picture, side);
        var (left, top, right, bottom) = (side, side, 0, 0);
        for (var i = 0; i < ground.Length; i++)
        {
            if (!ground[i])
            {
                (left, right) = (Math.Min(left, i % side), Math.Max(right, (i % side) + 1));
                (top, bottom) = (Math.Min(top, i / side), Math.Max(bottom, (i / side) + 1));
            }
        }
        if (left >= right)
        {
            return null;
        }
        var (width, height) = (right - left, bottom - top);
        var (greys, belongs) = (new byte[width * height], new byte[width * height]);
        for (var i = 0; i < greys.Length; i++)
        {
            var from = ((top + (i / width)) * side) + left + (i % width);
            (greys[i], belongs[i]) = (picture[from], ground[from] ? (byte)0 : (byte)1);
        }
        return new Cutout(number, width, height, greys, belongs);
    }

    // What is dark and joined, by sides, to a dark pixel of the border.
    private static bool[] Ground(ReadOnlySpan<byte> picture, int side)
    {
        var ground = new bool[side * side];
        var waiting = new Stack<int>();
        for (var i = 0; i < side; i++)
        {
            foreach (var border in (ReadOnlySpan<int>)[i, (side * (side - 1)) + i, side * i, (side * i) + side - 1])
            {
                waiting.Push(border);
            }
        }
        while (waiting.TryPop(out var at))
        {
            if (ground[at] || picture[at] >= DarkestGarment)
            {
                continue;
            }
            ground[at] = true;
            var (x, y) = (at % side, at / side);
            if (x > 0) { waiting.Push(at - 1); }
            if (x < side - 1) { waiting.Push(at + 1); }
            if (y > 0) { waiting.Push(at - side); }
            if (y < side - 1) { waiting.Push(at + side); }
        }
        return ground;
    }
}

/// <summary>The garments of one split, cut out.</summary>
internal sealed class GarmentPool
{
    private GarmentPool(IReadOnlyList<string> classes, IReadOnlyList<Cutout> garments) => (Classes, Garments) = (classes, garments);

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<Cutout> Garments { get; }

    /// <summary>Cuts out every garment of a split of grey square pictures.</summary>
    /// <exception cref="DataFormatException">The pictures are not grey and square, or show nothing.</exception>
    public static GarmentPool Of(ImageDataset pictures)
    {
        if (pictures.Channels != 1 || pictures.Width != pictures.Height)
        {
            throw new DataFormatException($"{pictures.Name}: scenes are made from grey square pictures, but these are {pictures.Width} x {pictures.Height} with {pictures.Channels} channels.");
        }
        var greys = pictures.Pixels;
        var labels = pictures.LabelValues;
        var size = pictures.Width * pictures.Height;
        var garments = new List<Cutout>(pictures.Count);
        for (var i = 0; i < pictures.Count; i++)
        {
            if (Cutout.Of((int)labels[i], greys.Slice(i * size, size), pictures.Width) is { } garment)
            {
                garments.Add(garment);
            }
        }
        return garments.Count > 0
            ? new GarmentPool([.. pictures.ClassNames.Select(VocName)], garments)
            : throw new DataFormatException($"{pictures.Name}: all pictures are black; use others.");
    }

    // Class names become file names in a devkit: `T-shirt/top` is `t-shirt` there, `Ankle boot` is `ankle-boot`.
    internal static string VocName(string name) => name.Split('/')[0].Replace(' ', '-').ToLowerInvariant();
}

/// <summary>The garments of the three splits of Fashion-MNIST.</summary>
internal sealed record GarmentPools(GarmentPool Training, GarmentPool Validation, GarmentPool Test)
{
    /// <summary>Cuts out all garments of a folder of Fashion-MNIST's files, by default the committed subset.</summary>
    /// <exception cref="WorkbenchException">Fashion-MNIST is not there or damaged.</exception>
    public static GarmentPools Load(string? dataDirectory)
    {
        using var pictures = FashionMnist.Load(dataDirectory);
        return new GarmentPools(GarmentPool.Of(pictures.Training), GarmentPool.Of(pictures.Validation), GarmentPool.Of(pictures.Test));
    }
}
