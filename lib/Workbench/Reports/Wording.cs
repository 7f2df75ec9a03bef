using System.Globalization;
using Sandglass.Display;

namespace Workbench.Reports;

/// <summary>How numbers are written on the command line.</summary>
internal static class Wording
{
    /// <summary>Such as 1 epoch, 2 epochs.</summary>
    internal static string Counted(int number, string of) => $"{CellText.Whole(number)} {of}{(number == 1 ? "" : "s")}";

    /// <summary>Such as <c>no runs yet in results/runs</c>.</summary>
    internal static string NoneYet(string what, string folder) => $"no {what} yet in {Folder(folder)}";

    /// <summary>A folder, and that it is missing where it is.</summary>
    internal static string Folder(string folder) => $"{folder}{(Directory.Exists(folder) ? "" : ", which does not exist yet")}";

    /// <summary>Channels and side, such as 32×112², since all maps are square.</summary>
    internal static string Shape(IReadOnlyList<int> shape) => shape is [var channels, var side, _]
        ? $"{channels}×{side}²"
        : string.Join('×', shape);

    /// <summary>Bytes, such as 1.5 GB or 46 MB; a begun megabyte counts as one.</summary>
    internal static string Size(double bytes) => bytes >= 1e9
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e6):0} MB");

    internal static string Millions(long number) => (number / 1e6).ToString("N2", CultureInfo.InvariantCulture) + "M";

    internal static string Percent(long part, long whole) =>
        (whole == 0 ? 0 : 100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A fraction in percent, such as 88.41, without the sign of percent.</summary>
    internal static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);

    internal static string SignedPercent(double share) =>
        (100 * share).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A fraction in percentage points, signed.</summary>
    internal static string Points(double fraction) =>
        (100 * fraction).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>Whole numbers in the order given, neighbours together, such as <c>1–1000 1002</c>; up to three in a row are written out.</summary>
    internal static string Ranges(IEnumerable<int> numbers)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var number in numbers)
        {
            if (ranges is [.., var range] && number == range.Last + 1)
            {
                ranges[^1] = (range.First, number);
            }
            else
            {
                ranges.Add((number, number));
            }
        }

        return string.Join(' ', ranges.Select(range => range.Last - range.First < 3
            ? string.Join(' ', Enumerable.Range(range.First, range.Last - range.First + 1))
            : string.Create(CultureInfo.InvariantCulture, $"{range.First}–{range.Last}")));
    }
}
