using System.Runtime.CompilerServices;
using Sandglass.Compute.Vectors;

namespace Sandglass.Compute.Kernels;

/// <summary>
/// Matrix products on tiles of six rows and up to three vectors of columns that stay in registers while the depth runs. All
/// three products of a pointwise convolution are this one, with other strides.
/// </summary>
internal static unsafe class Product<TOps, TVec>
    where TOps : struct, IVectorOps<TVec>
    where TVec : struct
{
    /// <summary>Rows of a tile; buffers of rows are padded to a multiple of it.</summary>
    internal const int Rows = KernelSet.Rows;

    /// <summary>C = A·B, or C += A·B.</summary>
    /// <param name="a">A; element (r, k) is at <c>r·rowA + k·stepA</c>.</param>
    /// <param name="rowA">From row to row of A.</param>
    /// <param name="stepA">From column to column of A.</param>
    /// <param name="rows">Rows, computed to the next multiple of six.</param>
    /// <param name="b">B, rows of vectors.</param>
    /// <param name="stepB">From row to row of B; 0: B is packed by <see cref="Pack"/>.</param>
    /// <param name="vectors">Columns, in vectors.</param>
    /// <param name="depth">Columns of A.</param>
    /// <param name="c">C.</param>
    /// <param name="rowC">From row to row of C.</param>
    /// <param name="add">Whether to add to C.</param>
    /// <param name="ahead">What is brought into the cache meanwhile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(
        float* a, nint rowA, nint stepA, int rows, float* b, nint stepB, int vectors, int depth, float* c, nint rowC, bool add, ref Ahead ahead)
    {
        for (var at = 0; at < vectors;)
        {
            var width = PanelWidth(vectors - at);
            var column = at * TOps.Count;
            var panel = b + (stepB == 0 ? (nint)column * depth : column);
            var step = stepB == 0 ? width * TOps.Count : stepB;
            for (var row = 0; row < rows; row += Rows)
            {
                var left = a + (row * rowA);
                var to = c + (row * rowC) + column;
                ahead.Pull();
                switch (width)
                {
                    case 1: Tile<Row1<TOps, TVec>>(left, rowA, stepA, panel, step, depth, to, rowC, add); break;
                    case 2: Tile<Row2<TOps, TVec>>(left, rowA, stepA, panel, step, depth, to, rowC, add); break;
                    default: Tile<Row3<TOps, TVec>>(left, rowA, stepA, panel, step, depth, to, rowC, add); break;
                }
            }

            at += width;
        }
    }

    /// <summary>Packs B panel by panel, each contiguous, in the order in which a tile reads it.</summary>
    /// <param name="from">Element (k, n) is at <c>k·stepK + n·stepN</c>.</param>
    /// <param name="stepK">From row to row.</param>
    /// <param name="stepN">From column to column.</param>
    /// <param name="depth">Rows.</param>
    /// <param name="columns">Columns; the rest of the last vector is zero.</param>
    /// <param name="vectors">Columns, in vectors.</param>
    /// <param name="to">Room for <paramref name="depth"/> rows of vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack(float* from, nint stepK, nint stepN, int depth, int columns, int vectors, float* to)
    {
        for (var at = 0; at < vectors;)
        {
            var width = PanelWidth(vectors - at);
            for (var k = 0; k < depth; k++)
            {
                for (var n = at * TOps.Count; n < (at + width) * TOps.Count; n++)
                {
                    *to++ = n < columns ? from[(k * stepK) + (n * stepN)] : 0;
                }
            }

            at += width;
        }
    }

    /// <summary>Tiles of a product.</summary>
    internal static int Tiles(int rows, int vectors) => (rows + Rows - 1) / Rows * ((vectors + TOps.Panel - 1) / TOps.Panel);

    // As even as possible: four vectors are 2 + 2, since a panel of one loads as much as it multiplies.
    private static int PanelWidth(int left)
    {
        var panels = (left + TOps.Panel - 1) / TOps.Panel;
        return (left + panels - 1) / panels;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRow>(
        float* a, nint rowA, nint stepA, float* b, nint stepB, int depth, float* c, nint rowC, bool add)
        where TRow : struct, IRow<TRow, TVec>
    {
        var (r0, r1, r2, r3, r4, r5) = (TRow.Zero, TRow.Zero, TRow.Zero, TRow.Zero, TRow.Zero, TRow.Zero);
        var lower = a + (3 * rowA);
        for (var k = 0; k < depth; k++)
        {
            var row = TRow.Load(b, TOps.Count);
            r0 = TRow.Fma(TOps.Broadcast(a[0]), row, r0);
            r1 = TRow.Fma(TOps.Broadcast(a[rowA]), row, r1);
            r2 = TRow.Fma(TOps.Broadcast(a[2 * rowA]), row, r2);
            r3 = TRow.Fma(TOps.Broadcast(lower[0]), row, r3);
            r4 = TRow.Fma(TOps.Broadcast(lower[rowA]), row, r4);
            r5 = TRow.Fma(TOps.Broadcast(lower[2 * rowA]), row, r5);
            a += stepA;
            lower += stepA;
            b += stepB;
        }

        Write(r0, c, add);
        Write(r1, c + rowC, add);
        Write(r2, c + (2 * rowC), add);
        Write(r3, c + (3 * rowC), add);
        Write(r4, c + (4 * rowC), add);
        Write(r5, c + (5 * rowC), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TRow>(TRow row, float* to, bool add)
        where TRow : struct, IRow<TRow, TVec> =>
        (add ? row.Plus(TRow.Load(to, TOps.Count)) : row).Store(to, TOps.Count);
}
