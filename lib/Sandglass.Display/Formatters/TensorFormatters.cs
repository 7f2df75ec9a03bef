using Sandglass.Display.Charts;
using TorchSharp;

namespace Sandglass.Display.Formatters;

/// <summary>Tensors and modules, in a few lines however large they are.</summary>
internal static class TensorFormatters
{
    private const int Largest = 320;

    /// <summary>Registers them.</summary>
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
        var png = Convert.ToBase64String(CellPicture.ToPng(cells));
        return $"<img alt=\"Heat map of the last two dimensions\" width=\"{columns * size}\" height=\"{rows * size}\" style=\"image-rendering:pixelated\" src=\"data:image/png;base64,{png}\">\n";
    }

    private static string Module(torch.nn.Module module)
    {
        var parameters = module.parameters().Sum(parameter => parameter.NumberOfElements);
        var children = string.Join(", ", module.named_children().Select(child => child.name).Take(12));
        return FormattableString.Invariant($"{module.GetType().Name} {module.GetName()}: {parameters:n0} parameters")
            + (children.Length > 0 ? $"; {children}" : "");
    }
}
