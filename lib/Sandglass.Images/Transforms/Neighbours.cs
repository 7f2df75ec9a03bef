using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
        var (left, right) = (Column(x), Column(x + 1));
        var above = Between(Row(y), left, right, shareX);
        var below = y + 1 < side ? Between(Row(y + 1), left, right, shareX) : above;
        return above + ((below - above) * shareY);
    }

    /// <summary>Between four times four pixels.</summary>
    public Vector256<double> Cubic(double fromX, double fromY)
    {
        var (x, y) = ((int)Math.Floor(fromX), (int)Math.Floor(fromY));
        var (shareX, shareY) = (Vector256.Create(fromX - x), Vector256.Create(fromY - y));
        var columns = (Column(x - 1), Column(x), Column(x + 1), Column(x + 2));
        var first = Between(Row(y - 1), columns, shareX);
        var second = y >= 0 ? Between(Row(y), columns, shareX) : first;
        var third = y + 1 < side ? Between(Row(y + 1), columns, shareX) : second;
        var fourth = y + 2 < side ? Between(Row(y + 2), columns, shareX) : third;
        return Between(first, second, third, fourth, shareY);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Between(int row, int left, int right, Vector256<double> share)
    {
        var (from, to) = (Pixel(row + left), Pixel(row + right));
        return from + ((to - from) * share);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Between(int row, (int A, int B, int C, int D) columns, Vector256<double> share) =>
        Between(Pixel(row + columns.A), Pixel(row + columns.B), Pixel(row + columns.C), Pixel(row + columns.D), share);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Between(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, Vector256<double> share)
    {
        var third = ((2 * (a - b)) + c) - d;
        var fourth = ((b - a) - c) + d;
        return b + (share * ((c - a) + (share * (third + (share * fourth)))));
    }

    private int Row(int y) => Math.Max(0, Math.Min(y, side - 1)) * side * channels;

    private int Column(int x) => Math.Max(0, Math.Min(x, side - 1)) * channels;

    // As many channels as a picture may have, and one that does not count. Row and column lie in the picture.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Pixel(int at)
    {
        var four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), at));
        var whole = Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(four).AsByte())).AsInt32();
        if (Avx.IsSupported)
        {
            return Avx.ConvertToVector256Double(whole);
        }

        var (low, high) = Vector128.Widen(Vector128.ConvertToSingle(whole)); // exact
        return Vector256.Create(low, high);
    }
}
