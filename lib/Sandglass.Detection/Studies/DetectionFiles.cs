using System.Globalization;
using System.Text.Json;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Detection.Studies;

/// <summary>
/// The record as small files: <c>study.json</c> (what was asked), <c>runs.csv</c>, <c>classes.csv</c>, <c>curves.csv</c>,
/// <c>detections.csv</c> and <c>environments.json</c>.
/// </summary>
public static class DetectionFiles
{
    private const string Protocol = "study.json";
    private const string Runs = "runs.csv";
    private const string Classes = "classes.csv";
    private const string Curves = "curves.csv";
    private const string Detections = "detections.csv";
    private const string Environments = "environments.json";

    /// <summary>The recorded study, or null where it was not recorded.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">A file cannot be read, or there is no data folder.</exception>
    public static DetectionRecord? Find(string? data = null)
    {
        var folder = RecordedStudy.Folder(DetectionStudy.Name, data);
        return File.Exists(Path.Combine(folder, Protocol)) ? Read(folder) : null;
    }

    /// <summary>Writes a record into a folder, whole or not at all; what the folder held is replaced.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="record">The record.</param>
    /// <exception cref="WorkbenchException">The folder cannot be written.</exception>
    public static void Write(string directory, DetectionRecord record) => WholeFolder.Replace(directory, folder =>
    {
        void Text(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
        Text(Runs, Table(
            "arm,family,seed,run,parameters,multiply_adds,eleven_point,area,seconds,training_images_per_second,environment",
            record.Rows.Select(r => Line($"{r.Arm},{r.Family},{r.Seed},{r.Run},{r.Parameters},{r.MultiplyAdds},{r.ElevenPoint:0.######},{r.Area:0.######},{r.Seconds:0.##},{r.ImagesPerSecond:0.##},{r.Environment}"))));
        Text(Classes, Table(
            "arm,family,seed,class,eleven_point,area",
            record.Classes.Select(r => Line($"{r.Arm},{r.Family},{r.Seed},{CsvText.Quote(r.Class)},{CsvText.Known(r.ElevenPoint)},{CsvText.Known(r.Area)}"))));
        Text(Curves, Table(
            "arm,family,seed,recall,precision",
            record.Curves.Select(r => Line($"{r.Arm},{r.Family},{r.Seed},{r.Recall:0.##},{r.Precision:0.####}"))));
        Text(Detections, Table(
            "arm,picture,class,score,left,top,right,bottom",
            record.Samples.Select(r => Line($"{r.Arm},{r.Picture},{r.Class},{r.Score:0.####},{r.Left:0.####},{r.Top:0.####},{r.Right:0.####},{r.Bottom:0.####}"))));
        Text(Environments, JsonSerializer.Serialize(record.Environments, RunJson.Options) + "\n");
        Text(Protocol, JsonSerializer.Serialize(record.Protocol, RunJson.Options) + "\n");
    });

    /// <summary>Reads the record of a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="WorkbenchException">A file is missing or damaged; the message names the folder.</exception>
    public static DetectionRecord Read(string directory)
    {
        try
        {
            string Text(string name) => File.ReadAllText(Path.Combine(directory, name));
            T Json<T>(string name) => JsonSerializer.Deserialize<T>(Text(name), RunJson.Options) ?? throw new JsonException($"{name} is empty");
            IEnumerable<CsvRow> Rows(string name) => CsvText.Read(Text(name)).Select(row => new CsvRow(row));
            return new DetectionRecord(
                Json<DetectionProtocol>(Protocol),
                [.. Rows(Runs).Select(Row)],
                [.. Rows(Classes).Select(c => new DetectionClassRow(
                    c.Text("arm"), c.Word<BlockFamily>("family"), c.Whole("seed"), c.Text("class"), c.Number("eleven_point"), c.Number("area")))],
                [.. Rows(Curves).Select(c => new DetectionCurveRow(
                    c.Text("arm"), c.Word<BlockFamily>("family"), c.Whole("seed"), c.Number("recall"), c.Number("precision")))],
                [.. Rows(Detections).Select(Sample)],
                Json<EnvironmentFingerprint[]>(Environments));
        }
        catch (Exception wrong) when (wrong
            is FormatException or JsonException or IOException or UnauthorizedAccessException or NotSupportedException or OverflowException)
        {
            throw new WorkbenchException($"the study in {directory} cannot be read ({wrong.Message}); check it out again", wrong);
        }
    }

    private static DetectionRow Row(CsvRow c) => new(
        c.Text("arm"),
        c.Word<BlockFamily>("family"),
        c.Whole("seed"),
        c.Text("run"),
        c.Long("parameters"),
        c.Long("multiply_adds"),
        c.Number("eleven_point"),
        c.Number("area"),
        c.Number("seconds"),
        c.Number("training_images_per_second"),
        c.Whole("environment"));

    private static DetectionSampleRow Sample(CsvRow c) => new(
        c.Text("arm"),
        c.Whole("picture"),
        c.Whole("class"),
        c.Number("score"),
        c.Number("left"),
        c.Number("top"),
        c.Number("right"),
        c.Number("bottom"));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Table(string header, IEnumerable<string> lines) => string.Concat(lines.Prepend(header).Select(line => line + "\n"));
}
