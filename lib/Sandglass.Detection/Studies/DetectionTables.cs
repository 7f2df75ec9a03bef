using System.Globalization;
using System.Text;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Studies;

/// <summary>The CSV files of a detection record. No cell holds a comma or a quote.</summary>
internal static class DetectionTables
{
    private const string DetectorsFile = "runs.csv";
    private const string PrecisionsFile = "classes.csv";
    private const string BoxesFile = "boxes.csv";
    private const string DetectorsHeader = "family,seed,run,plan,parameters,multiply_adds,epochs,validation_area,test_eleven_point,test_area,seconds,test_sha256";
    private const string PrecisionsHeader = "family,seed,class,eleven_point,area,precision_at_recall";
    private const string BoxesHeader = "family,seed,picture,class,score,left,top,right,bottom";
    private const long MostBytes = 1L << 24;

    public static bool AreIn(string folder) => File.Exists(Path.Combine(folder, DetectorsFile));

    /// <exception cref="WorkbenchException">The folder cannot be written.</exception>
    public static void Write(DetectionRecord record, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            // The table that says that there is a record comes last.
            Write(folder, BoxesFile, BoxesHeader, record.Boxes.Select(row => Line(
                row.Family, row.Seed, row.Picture, row.Found.Class, row.Found.Score, row.Found.Box.Left, row.Found.Box.Top, row.Found.Box.Right, row.Found.Box.Bottom)));
            Write(folder, PrecisionsFile, PrecisionsHeader, record.Precisions.Select(row => Line(
                row.Family, row.Seed, row.Class, row.ElevenPoint, row.Area, string.Join(' ', row.Curve.Select(Number)))));
            Write(folder, DetectorsFile, DetectorsHeader, record.Detectors.Select(row => Line(
                row.Family, row.Seed, row.Run, row.Plan, row.Parameters, row.MultiplyAdds, row.Epochs, row.ValidationArea, row.ElevenPoint, row.Area, row.Seconds, row.Test)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{folder} cannot be written: {error.Message} Free the disk or choose another folder, then try again.", error);
        }
    }

    /// <exception cref="DataFormatException">A file is missing or damaged.</exception>
    public static DetectionRecord Read(string folder) => new(
        Rows(folder, DetectorsFile, DetectorsHeader, c => new RecordedDetector(
            Family(c[0]), Whole(c[1]), c[2], c[3], Long(c[4]), Long(c[5]), Whole(c[6]), Real(c[7]), Real(c[8]), Real(c[9]), Real(c[10]), c[11])),
        Rows(folder, PrecisionsFile, PrecisionsHeader, c => new RecordedPrecision(
            Family(c[0]), Whole(c[1]), c[2], Real(c[3]), Real(c[4]), [.. c[5].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Real)])),
        Rows(folder, BoxesFile, BoxesHeader, c => new RecordedBox(
            Family(c[0]),
            Whole(c[1]),
            Whole(c[2]),
            new ScoredBox(new Box((float)Real(c[5]), (float)Real(c[6]), (float)Real(c[7]), (float)Real(c[8])), Whole(c[3]), (float)Real(c[4])))));

    private static T[] Rows<T>(string folder, string name, string header, Func<string[], T> parse)
    {
        var path = Path.Combine(folder, name);
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw new FormatException($"it is longer than {MostBytes} bytes");
            }
            var lines = File.ReadAllLines(path);
            var columns = header.Split(',').Length;
            return lines.Length > 0 && lines[0] == header
                ? [.. lines.Skip(1).Select((line, i) => line.Split(',') is var cells && cells.Length == columns
                    ? parse(cells)
                    : throw new FormatException($"row {i + 1} has {cells.Length} cells, not {columns}"))]
                : throw new FormatException($"it does not start with '{header}'");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            throw new DataFormatException($"{path} cannot be read ({error.Message}); record the study again, or restore the file from version control", error);
        }
    }

    private static void Write(string folder, string name, string header, IEnumerable<string> lines)
    {
        var partial = Path.Combine(folder, $"{name}.{Environment.ProcessId}.partial");
        File.WriteAllText(partial, string.Concat(lines.Prepend(header).Select(line => line + "\n")), new UTF8Encoding(false));
        File.Move(partial, Path.Combine(folder, name), overwrite: true);
    }

    private static string Line(params ReadOnlySpan<object> cells)
    {
        var words = new string[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            words[i] = cells[i] switch
            {
                double number => Number(number),
                float number => Number(number),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
            };
        }
        return string.Join(',', words);
    }

    // Seven digits: what single precision holds.
    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("g7", CultureInfo.InvariantCulture);

    private static double Real(string cell) => cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);

    private static int Whole(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static long Long(string cell) => long.Parse(cell, CultureInfo.InvariantCulture);

    private static BlockFamily Family(string cell) =>
        Enum.TryParse<BlockFamily>(cell, out var family) && Enum.IsDefined(family) ? family : throw new FormatException($"there is no family {cell}");
}
