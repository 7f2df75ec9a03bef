using Sandglass.Blocks;
using Sandglass.Display.Drawings;
using Sandglass.Display.Style;
using WholeFiles;

namespace Sandglass;

/// <summary>
/// A drawing that a slider changes from spec to spec, with what each costs: one Plotly figure that needs nothing but
/// plotly.js, and a still twin that shows the state in the middle.
/// </summary>
public sealed class BlockSlider
{
    private readonly string _quantity;
    private readonly IReadOnlyList<(string Label, Drawing Drawing, string Facts)> _states;

    private BlockSlider(string quantity, IReadOnlyList<(string, Drawing, string)> states) =>
        (_quantity, _states) = (quantity, states);

    /// <summary>What the slider changes.</summary>
    public string Quantity => _quantity;

    /// <summary>A slider over specs, all drawn on one scale.</summary>
    /// <param name="quantity">What changes, such as <c>reduction ratio</c>.</param>
    /// <param name="states">A label on the slider and a spec each.</param>
    /// <param name="size">Side of the input for which multiply-adds and bytes are counted, pixels.</param>
    /// <exception cref="ArgumentException">There is no state.</exception>
    /// <exception cref="InvalidSpecException">A spec cannot be built.</exception>
    public static BlockSlider Over(string quantity, IReadOnlyList<(string Label, BlockSpec Spec)> states, int size = 14)
    {
        if (states.Count == 0)
        {
            throw new ArgumentException("A slider needs at least one state.", nameof(states));
        }
        var frame = BlockFrame.Around(states.Select(state => state.Spec));
        return new BlockSlider(
            quantity,
            [.. states.Select(state => (
                state.Label,
                Draw(state.Spec, frame, size),
                $"{BlockDrawing.TitleOf(state.Spec)}: {Facts(state.Spec, size)}"))]);
    }

    /// <summary>A slider over the values of one property.</summary>
    /// <typeparam name="T">Type of the values.</typeparam>
    /// <param name="quantity">What changes, such as <c>reduction ratio</c>.</param>
    /// <param name="values">The values, at least one.</param>
    /// <param name="block">The block of a value.</param>
    /// <param name="size">Side of the input for which multiply-adds and bytes are counted, pixels.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    /// <exception cref="InvalidSpecException">A spec cannot be built.</exception>
    public static BlockSlider Over<T>(string quantity, IReadOnlyList<T> values, Func<T, BlockSpec> block, int size = 14) =>
        Over(quantity, [.. values.Select(value => (FormattableString.Invariant($"{value}"), block(value)))], size);

    /// <summary>The figure as the JSON that plotly.js reads.</summary>
    public string ToPlotlyJson() => PlotlyDrawing.Write(_quantity, [.. _states.Select(state => (state.Label, state.Drawing))], Middle);

    /// <summary>The state in the middle as PNG.</summary>
    /// <param name="scale">Pixels of the picture for one of the layout.</param>
    public byte[] ToPng(int scale = 2) => SkiaDrawing.ToPng(_states[Middle].Drawing, scale);

    /// <summary>The state in the middle as an <c>&lt;svg&gt;</c> element without ids.</summary>
    public string ToSvg() => SvgDrawing.Write(_states[Middle].Drawing);

    /// <summary>The state in the middle as a PDF of one page: the same bytes for the same specs on every machine.</summary>
    public byte[] ToPdf() => SkiaDrawing.ToPdf(_states[Middle].Drawing);

    /// <summary>Writes the PNG at twice the layout's size; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SavePng(string path) => WholeFile.Write(path, ToPng());

    /// <summary>Writes the SVG; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SaveSvg(string path) => WholeFile.Write(path, ToSvg());

    /// <summary>Writes the PDF; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SavePdf(string path) => WholeFile.Write(path, ToPdf());

    /// <summary>Every state in a line.</summary>
    public override string ToString() =>
        string.Join('\n', _states.Select(state => $"{_quantity} {state.Label}: {state.Facts}"));

    private int Middle => _states.Count / 2;

    private static Drawing Draw(BlockSpec spec, BlockFrame frame, int size)
    {
        var drawing = BlockDrawing.Of(spec, frame, BlockDrawing.TitleOf(spec));
        var facts = new Caption(
            Facts(spec, size), new(16, drawing.Height + 6), 13, FamilyPalette.Ink, Centred: false);
        return drawing with { Height = drawing.Height + 26, Shapes = [.. drawing.Shapes, facts] };
    }

    private static string Facts(BlockSpec spec, int size)
    {
        var count = Counter.Count(spec, size);
        return FormattableString.Invariant($"{count.Parameters:n0} parameters ({count.WeightBytes / 1024.0:n1} KiB); at {size}×{size} pixels {count.MultiplyAdds / 1e6:n2} M multiply-adds, {count.ActivationBytes / 1024.0:n0} KiB of activations; receptive field {count.ReceptiveField}");
    }
}
