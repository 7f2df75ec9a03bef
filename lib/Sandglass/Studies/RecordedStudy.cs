using System.Buffers.Binary;
using System.Globalization;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Training;
using WholeFiles;

namespace Sandglass.Studies;

/// <summary>
/// A record as small files, whatever its task: <c>study.json</c> (what was asked), <c>runs.csv</c>, <c>environments.json</c>,
/// further tables, and where images were classified <c>test-correct.bits</c> (runs, images, then the bits of every run,
/// lowest first). What was declared before stands beside them; see <see cref="Declaration"/>.
/// </summary>
internal static class RecordedStudy
{
    internal const string Protocol = "study.json";
    internal const string Runs = "runs.csv";
    private const string Bits = "test-correct.bits";
    private const string Environments = "environments.json";
    private const int MostBits = 1 << 30;
    private const long MostOfBits = (MostBits / 8) + 8;
    private const int LongestQuestion = 10_000;
    private static readonly string[] Placing = ["arm", "group", "family", "seed", "run"];

    /// <summary>The folder of a recorded study, whether or not it is there.</summary>
    /// <param name="name">Name of the study, such as <c>blocks</c>.</param>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">There is no data folder.</exception>
    public static string Folder(string name, string? data = null) => Path.Combine(data ?? DataDirectory.Find(), "studies", name);

    /// <summary>A recorded study, or null where it was not recorded.</summary>
    /// <inheritdoc cref="Folder"/>
    /// <exception cref="WorkbenchException">A file cannot be read, or there is no data folder.</exception>
    public static StudyRecord? Find(string name, string? data = null)
    {
        var folder = Folder(name, data);
        return File.Exists(Path.Combine(folder, Protocol)) ? Read(folder) : null;
    }

    /// <summary>Names of all recorded studies, in ordinal order.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">There is no data folder.</exception>
    public static IReadOnlyList<string> Names(string? data = null)
    {
        var studies = Path.GetDirectoryName(Folder("any", data))!;
        return Directory.Exists(studies)
            ? [.. Directory.EnumerateDirectories(studies).Where(folder => File.Exists(Path.Combine(folder, Protocol))).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>What is said where a study was not recorded, everywhere in the same words, so that outputs that say it can be found.</summary>
    /// <param name="name">Name of the study.</param>
    public static string NotRecorded(string name) => $"the study '{name}' is not recorded";

    /// <summary>Writes a record into a folder, whole or not at all; what the folder held is replaced, but for what was declared.</summary>
    /// <exception cref="WorkbenchException">The folder cannot be written.</exception>
    public static void Write(string directory, StudyRecord record) => WholeFolder.Replace(directory, folder =>
    {
        var declared = Path.Combine(directory, Declaration.FileName);
        if (File.Exists(declared))
        {
            File.Copy(declared, Path.Combine(folder, Declaration.FileName));
        }

        foreach (var (name, text) in Texts(record))
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }

        if (record.TestCorrect.Count > 0)
        {
            File.WriteAllBytes(Path.Combine(folder, Bits), Pack(record.TestCorrect));
        }
    });

    /// <summary>The files of a record that are text, by name.</summary>
    internal static IReadOnlyList<(string Name, string Text)> Texts(StudyRecord record) =>
    [
        (Runs, RunsOf(record)),
        .. record.Tables.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => (table.Key, table.Value)),
        (Protocol, RunJson.Text(record.Protocol)),
        (Environments, RunJson.Text(record.Environments.ToArray())),
    ];

    /// <summary>Reads the record of a folder.</summary>
    /// <exception cref="WorkbenchException">A file is missing or damaged; the message names the folder.</exception>
    public static StudyRecord Read(string directory)
    {
        return Damage.Typed(() => ReadWhole(directory), (reason, wrong) =>
            new WorkbenchException($"the study in {directory} cannot be read ({reason}); restore it from version control", wrong));
    }

    private static StudyRecord ReadWhole(string directory)
    {
        string Text(string name) => BoundedFile.ReadText(Path.Combine(directory, name), Csv.MostBytes);
        var bits = Path.Combine(directory, Bits);
        var runs = Csv.Read(Text(Runs), Runs);
        var record = new StudyRecord(
            RunJson.Parse<StudyProtocol>(Text(Protocol)), [.. runs.Rows.Select(row => Row(runs.Header, row))], RunJson.Parse<EnvironmentFingerprint[]>(Text(Environments)))
        {
            TestCorrect = File.Exists(bits) ? Unpack(BoundedFile.ReadBytes(bits, MostOfBits)) : [],
            Tables = Directory.EnumerateFiles(directory, "*.csv")
                .Select(path => Path.GetFileName(path))
                .Where(name => name != Runs)
                .ToDictionary(name => name, name => Checked(Text(name), name)),
        };
        Damage.Unless(record.TestCorrect.Count == record.Rows.Count || record.TestCorrect.Count == 0, $"{Bits} has {record.TestCorrect.Count} runs, {Runs} has {record.Rows.Count}");
        Damage.Unless(record.Environments.All(environment => environment is not null), $"an environment of {Environments} is empty");
        Damage.Unless(record.Rows.All(row => row.Environment >= 0 && row.Environment < record.Environments.Count), $"{Runs} refers to an environment that is not in {Environments}");
        Damage.Unless(record.Rows.DistinctBy(row => (row.Arm, row.Group, row.Seed)).Count() == record.Rows.Count, $"{Runs} lists a run twice");
        Check(record.Protocol, Protocol);
        return record;
    }

    /// <summary>Checks what types do not.</summary>
    /// <exception cref="FormatException">It is not what a study asks.</exception>
    internal static void Check(StudyProtocol protocol, string file)
    {
        Damage.UnlessName(protocol.Name, $"the study's name in {file}");
        Damage.UnlessName(protocol.Outcome, $"the outcome in {file}");
        Damage.Unless(protocol.Question.Length <= LongestQuestion && !protocol.Question.Any(char.IsControl), $"the question in {file} is not one line of text");
        Damage.Unless(protocol.Margin is >= 0 and <= 1, $"the margin in {file} is not a share");
        Damage.Unless(protocol.Seeds.Distinct().Count() == protocol.Seeds.Count, $"a seed is repeated in {file}");
        Damage.Unless(protocol.Comparisons.All(comparison => comparison is not null), $"a comparison of {file} is empty");
    }

    /// <summary>The table of runs.</summary>
    internal static string RunsOf(StudyRecord record)
    {
        string[] columns = [.. record.Rows.OrderBy(row => row.Diverged).SelectMany(row => row.Cells.Keys).Distinct()]; // in the order of whole runs
        return Csv.Write(
            [.. Placing, .. columns, "environment"],
            record.Rows.Select(row => (IReadOnlyList<string>)
            [
                row.Arm, row.Group, row.Family?.ToString() ?? "", Text(row.Seed), row.Run, .. columns.Select(column => row.Cells.GetValueOrDefault(column, "")), Text(row.Environment),
            ]));
    }

    private static StudyRow Row(IReadOnlyList<string> header, CsvRecord row) => new(
        row.Read("arm", Name),
        row.Read("group", Name),
        row.Text("family") is { Length: > 0 } ? row.Read("family", Family) : null,
        row.Read("seed", Whole),
        row.Read("run", Name),
        row.Read("environment", Whole),
        header.Except([.. Placing, "environment"]).ToDictionary(column => column, column => row.Read(column, cell => Cell(column, cell))));

    private static string Name(string text)
    {
        Damage.UnlessName(text, "it");
        return text;
    }

    private static string Cell(string column, string text)
    {
        // A hash may look like a number that is out of range.
        if (column != StudyRow.NeededRuns && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            Damage.UnlessResult(column, number);
        }

        return text;
    }

    private static BlockFamily Family(string word) => Enum.TryParse<BlockFamily>(word, out var family) && Enum.IsDefined(family) ? family : throw new FormatException($"there is no family '{word}'");

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Checked(string csv, string name) => Csv.Read(csv, name).Rows.All(row => row.Read("seed", Whole) >= 0) ? csv : throw new FormatException($"{name} has a seed below 0");

    private static byte[] Pack(IReadOnlyList<IReadOnlyList<bool>> runs)
    {
        var images = runs.Count == 0 ? 0 : runs[0].Count;
        var bytes = new byte[8 + PackedBits.Bytes((long)runs.Count * images)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, runs.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), images);
        PackedBits.Pack(runs.SelectMany(run => run), bytes.AsSpan(8));
        return bytes;
    }

    private static bool[][] Unpack(byte[] bytes)
    {
        var (runs, images) = bytes.Length < 8
            ? (-1, -1)
            : (BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)));
        if (runs < 0 || images < 0 || (long)runs * images > MostBits || bytes.Length != 8 + PackedBits.Bytes((long)runs * images))
        {
            throw new FormatException($"{Bits} is damaged");
        }

        return [.. Enumerable.Range(0, runs).Select(run => PackedBits.Unpacked(bytes.AsSpan(8), run * images, images))];
    }
}
