using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sandglass.Images.Transforms;

/// <summary>
/// What lies between the pixels of a square picture, all channels at once, as Pillow's <c>transform</c> computes it. Left and right of the picture its outermost
/// pixels go on; above it the first row does, and of two rows below its end the row before is taken again.
/// </summary>
/// <param name="bytes">The picture, and a byte more than a pixel has behind it.</param>
/// <param name="side">Pixels of a row, and rows.</param>
/// <param name="channels">1 or 3.</param>
internal readonly ref struct Neighbours(ReadOnlySpan<byte> bytes, int side, int channels)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Between two times two pixels.</summary>
    public Vector256<double> Linear(double fromX, double fromY)
    {
        var (x, y) = ((int)Math.Floor(fromX), (int)Math.Floor(fromY));
        var (shareX, shareY) = (Vector256.Create(fromX - x), Vector256.Create(fromY - y));
        var above = LinearRow(x, y, shareX);
        var below = y + 1 < side ? LinearRow(x, y + 1, shareX) : above;
        return above + ((below - above) * shareY);
    }

    /// <summary>Between four times four pixels.</summary>
    public Vector256<double> Cubic(double fromX, double fromY)
    {
        var (x, y) = ((int)Math.Floor(fromX), (int)Math.Floor(fromY));
        var (shareX, shareY) = (Vector256.Create(fromX - x), Vector256.Create(fromY - y));
        var first = CubicRow(x, y - 1, shareX);
        var second = y >= 0 ? CubicRow(x, y, shareX) : first;
        var third = y + 1 < side ? CubicRow(x, y + 1, shareX) : second;
        var fourth = y + 2 < side ? CubicRow(x, y + 2, shareX) : third;
        return Cubic(first, second, third, fourth, shareY);
    }

    private Vector256<double> LinearRow(int x, int y, Vector256<double> share)
    {
        var (left, right) = (Pixel(x, y), Pixel(x + 1, y));
        return left + ((right - left) * share);
    }

    private Vector256<double> CubicRow(int x, int y, Vector256<double> share) =>
        Cubic(Pixel(x - 1, y), Pixel(x, y), Pixel(x + 1, y), Pixel(x + 2, y), share);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Cubic(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, Vector256<double> share)
    {
        var third = ((2 * (a - b)) + c) - d;
        var fourth = ((b - a) - c) + d;
        return b + (share * ((c - a) + (share * (third + (share * fourth)))));
    }

    // As many channels as a picture may have, and one that does not count.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Pixel(int x, int y)
    {
        var at = ((Math.Clamp(y, 0, side - 1) * side) + Math.Clamp(x, 0, side - 1)) * channels;
        var four = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<uint>(_bytes[at..])).AsByte();
        var (low, high) = Vector128.Widen(Vector128.WidenLower(Vector128.WidenLower(four)).AsInt32());
        return Vector256.ConvertToDouble(Vector256.Create(low, high));
    }
}
