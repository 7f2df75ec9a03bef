using System.Globalization;
using Sandglass.Display.Charts;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Display.Formatters;

/// <summary>Tensors and modules, in a few lines however large they are.</summary>
internal static class TensorFormatters
{
    private const int Largest = 320;

    public static void Register()
    {
        new Forms<torch.Tensor>()
            .Html(tensor => Html(TensorSummary.Of(tensor)))
            .Plain(tensor => Text(TensorSummary.Of(tensor)));
        new Forms<torch.nn.Module>().Plain(Module);
    }

    private static string Text(TensorSummary tensor) =>
        tensor.Statistics is null ? tensor.Head : $"{tensor.Head}\n{tensor.Statistics}";

    private static string Html(TensorSummary tensor)
    {
        var text = HtmlText.Encode(Text(tensor)).Replace("\n", "<br>", StringComparison.Ordinal);
        return $"<p>{text}</p>\n" + (tensor.Slice is { Length: > 1 } slice ? HeatMap(slice) : "");
    }

    // A cell is a whole number of pixels; the browser must not blur it.
    private static string HeatMap(double[,] cells)
    {
        var (rows, columns) = (cells.GetLength(0), cells.GetLength(1));
        var size = Math.Clamp(Largest / Math.Max(rows, columns), 1, 24);
        return Mime.Image(
            CellPicture.ToPng(cells), "Heat map of the last two dimensions", $"width=\"{columns * size}\" height=\"{rows * size}\" style=\"image-rendering:pixelated\"");
    }

    private static string Module(torch.nn.Module module)
    {
        var parameters = module.parameters().Sum(parameter => parameter.NumberOfElements);
        var children = string.Join(", ", module.named_children().Select(child => child.name).Take(12));
        return FormattableString.Invariant($"{module.GetType().Name} {module.GetName()}: {parameters:n0} parameters")
            + (children.Length > 0 ? $"; {children}" : "");
    }
}

/// <summary>What is shown of a tensor: plain numbers, so that nothing of libtorch is held.</summary>
/// <param name="Head">Shape, type and device.</param>
/// <param name="Statistics">Least, mean, greatest, standard deviation; null where there are none.</param>
/// <param name="Slice">The last two dimensions at the first place of the others, [rows, columns]; null below one dimension.</param>
internal sealed record TensorSummary(string Head, string? Statistics, double[,]? Slice)
{
    private const int Widest = 256;

    /// <summary>Reads a tensor; it stays as it is.</summary>
    public static TensorSummary Of(Tensor tensor)
    {
        if (tensor.IsInvalid)
        {
            return new TensorSummary("a tensor that was disposed", null, null);
        }
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var head = $"[{string.Join(", ", tensor.shape)}] {tensor.dtype} on {tensor.device}";
        if (tensor.NumberOfElements == 0 || tensor.is_complex() || tensor.is_sparse)
        {
            return new TensorSummary(head, null, null);
        }
        var values = tensor.detach().cpu().to_type(ScalarType.Float64);
        return new TensorSummary(head, Describe(values), values.dim() == 0 ? null : SliceOf(values));
    }

    private static string Describe(Tensor values)
    {
        if (values.NumberOfElements == 1)
        {
            return $"value {Number(values.item<double>())}";
        }
        var finite = values[values.isfinite()];
        var odd = values.NumberOfElements - finite.NumberOfElements;
        var nans = values.isnan().sum().item<long>();
        var counts = odd == 0 ? "" : FormattableString.Invariant($", {nans} NaN, {odd - nans} infinite");
        if (finite.NumberOfElements == 0)
        {
            return "no finite value" + counts;
        }
        var spread = finite.NumberOfElements > 1 ? finite.std().item<double>() : 0;
        return $"min {Number(finite.min().item<double>())}, mean {Number(finite.mean().item<double>())}, max {Number(finite.max().item<double>())}, std {Number(spread)}{counts}";
    }

    // Every n-th element where there are more than the picture has room for.
    private static double[,] SliceOf(Tensor values)
    {
        while (values.dim() > 2)
        {
            values = values[0];
        }
        values = values.dim() == 1 ? values.unsqueeze(0) : values;
        var (rows, columns) = (values.shape[0], values.shape[1]);
        values = values.slice(0, 0, rows, (rows + Widest - 1) / Widest).slice(1, 0, columns, (columns + Widest - 1) / Widest);
        var cells = new double[values.shape[0], values.shape[1]];
        var flat = values.contiguous().data<double>().ToArray();
        Buffer.BlockCopy(flat, 0, cells, 0, flat.Length * sizeof(double));
        return cells;
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
