using System.Runtime.CompilerServices;
using Sandglass.Compute.Vectors;

namespace Sandglass.Compute.Kernels;

/// <summary>A window of weights that slides along a row of pixels of one plane; all steps are in floats.</summary>
/// <param name="from">The window's first pixel at the first place.</param>
/// <param name="row">From row to row of the plane.</param>
/// <param name="column">From column to column of the plane.</param>
/// <param name="slide">From place to place.</param>
/// <param name="weights">The first weight.</param>
/// <param name="weightRow">From row to row of the weights.</param>
/// <param name="weightStep">From weight to weight.</param>
/// <param name="height">Rows of the window.</param>
/// <param name="width">Columns of the window.</param>
internal readonly unsafe ref struct Window(
    float* from, int row, int column, int slide, float* weights, int weightRow, int weightStep, int height, int width)
{
    private readonly float* _from = from;
    private readonly float* _weights = weights;
    private readonly int _row = row;
    private readonly int _column = column;
    private readonly int _slide = slide;
    private readonly int _weightRow = weightRow;
    private readonly int _weightStep = weightStep;
    private readonly int _height = height;
    private readonly int _width = width;

    /// <summary>
    /// The sums at a number of places, four at a time: the last four are the last four, whether or not some of them were
    /// summed before.
    /// </summary>
    /// <param name="places">How many.</param>
    /// <param name="to">Takes the first.</param>
    /// <param name="step">From sum to sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Row<TOps, TVec>(int places, float* to, int step)
        where TOps : struct, IVectorOps<TVec>
        where TVec : struct
    {
        if (places < 4)
        {
            for (var x = 0; x < places; x++)
            {
                Sum<Row1<TOps, TVec>, TOps, TVec>(x, to, step);
            }

            return;
        }

        for (var x = 0; x < places; x += 4)
        {
            Sum<Row4<TOps, TVec>, TOps, TVec>(Math.Min(x, places - 4), to, step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Sum<TRow, TOps, TVec>(int place, float* to, int step)
        where TRow : struct, IRow<TRow, TVec>
        where TOps : struct, IVectorOps<TVec>
        where TVec : struct
    {
        var sum = TRow.Zero;
        var line = _from + (place * _slide);
        var first = _weights;
        for (var y = 0; y < _height; y++)
        {
            var pixel = line;
            var weight = first;
            for (var x = 0; x < _width; x++)
            {
                sum = TRow.Fma(TOps.Load(weight), TRow.Load(pixel, _slide), sum);
                pixel += _column;
                weight += _weightStep;
            }

            line += _row;
            first += _weightRow;
        }

        sum.Store(to + (place * step), step);
    }
}
