using System.Globalization;
using Sandglass.Display;
using Sandglass.Networks;
using Sandglass.Weights;

namespace Workbench.Reports;

/// <summary>A file of weights as text: what it says, what it fits, a row a tensor.</summary>
internal static class WeightsView
{
    private const int LongestValue = 160;

    internal static void Write(TextWriter output, WeightFile file)
    {
        var tensors = file.Tensors.Values.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).ToArray();
        output.WriteLine(
            $"{file.Name}: {tensors.Length} tensors, {CellText.Whole(tensors.Sum(t => t.Count))} numbers, "
            + $"{CellText.Whole(tensors.Sum(t => (long)t.Data.Length))} bytes");
        foreach (var (key, value) in file.Metadata.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{Printable(key)}: {Printable(Short(value))}");
        }

        output.WriteLine($"fits: {string.Join(", ", Fitting(file).DefaultIfEmpty("no network of the catalogue at a published width"))}");
        output.WriteLine();
        Table.Of(
            ["Tensor", "Type", "Shape"],
            tensors.Select(tensor => (string[])[Printable(tensor.Name), tensor.Type.ToString(), $"[{string.Join(", ", tensor.Shape)}]"])).Write(output);
    }

    private static IEnumerable<string> Fitting(WeightFile file)
    {
        try
        {
            return
            [
                .. from entry in NetworkCatalogue.Entries
                   from width in FittingPlans.Widths(file, entry)
                   select $"{entry.Name} at width {width.ToString(CultureInfo.InvariantCulture)}",
            ];
        }
        catch (WeightFileException)
        {
            return []; // names of nobody that is known
        }
    }

    // A file's own text must not move the cursor of a terminal.
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    // A plan is pages of JSON; its first words say which.
    private static string Short(string text) => string.Join(' ', text.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)) is var line && line.Length <= LongestValue
        ? line
        : $"{line[..LongestValue]}… ({CellText.Whole(text.Length)} characters)";
}
