using System.Buffers.Binary;
using System.Text.Json;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>
/// A record as small files: <c>study.json</c> (what was asked), <c>runs.csv</c>, <c>epochs.csv</c>,
/// <c>test-correct.bits</c> (runs, images, then the bits of every run, lowest first), <c>environments.json</c>, and a
/// table an observer where the study has any.
/// </summary>
public static class StudyFiles
{
    internal const string Protocol = "study.json";
    internal const string Runs = "runs.csv";
    private const string Epochs = "epochs.csv";
    private const string Bits = "test-correct.bits";
    private const string Environments = "environments.json";
    private const int MostBits = 1 << 30;

    /// <summary>Writes a record into a folder, whole or not at all; what the folder held is replaced.</summary>
    /// <exception cref="WorkbenchException">The folder cannot be written.</exception>
    public static void Write(string directory, StudyRecord record) =>
        WholeFolder.Replace(directory, folder => WriteFiles(folder, record));

    private static void WriteFiles(string directory, StudyRecord record)
    {
        void Text(string name, string text) => File.WriteAllText(Path.Combine(directory, name), text);
        Text(Runs, CsvText.Of(StudyTables.Runs(record)));
        Text(Epochs, CsvText.Of(StudyTables.Epochs(record)));
        File.WriteAllBytes(Path.Combine(directory, Bits), Pack(record.TestCorrect));
        foreach (var (name, csv) in record.Tables)
        {
            Text(name, csv);
        }

        Text(Environments, JsonSerializer.Serialize(record.Environments, RunJson.Options) + "\n");
        Text(Protocol, JsonSerializer.Serialize(record.Protocol, RunJson.Options) + "\n");
    }

    /// <summary>Reads the record of a folder.</summary>
    /// <exception cref="WorkbenchException">A file is missing or damaged; the message names the folder.</exception>
    public static StudyRecord Read(string directory)
    {
        try
        {
            string Text(string name) => File.ReadAllText(Path.Combine(directory, name));
            T Json<T>(string name) => JsonSerializer.Deserialize<T>(Text(name), RunJson.Options) ?? throw new JsonException($"{name} is empty");
            var record = new StudyRecord(
                Json<StudyProtocol>(Protocol),
                [.. CsvText.Read(Text(Runs)).Select(StudyTables.Run)],
                [.. CsvText.Read(Text(Epochs)).Select(StudyTables.Epoch)],
                Unpack(File.ReadAllBytes(Path.Combine(directory, Bits))),
                Json<EnvironmentFingerprint[]>(Environments))
            {
                Tables = Directory.EnumerateFiles(directory, "*.csv")
                    .Select(path => Path.GetFileName(path))
                    .Where(name => name is not (Runs or Epochs))
                    .ToDictionary(name => name, Text),
            };
            return record.TestCorrect.Count == record.Rows.Count
                ? record
                : throw new FormatException($"{Bits} has {record.TestCorrect.Count} runs, {Runs} has {record.Rows.Count}");
        }
        catch (Exception wrong) when (wrong
            is FormatException or JsonException or IOException or UnauthorizedAccessException or NotSupportedException or OverflowException)
        {
            throw new WorkbenchException($"the study in {directory} cannot be read ({wrong.Message}); check it out again", wrong);
        }
    }

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

        return [.. Enumerable.Range(0, runs).Select(run => Enumerable.Range(run * images, images).Select(i => PackedBits.At(bytes.AsSpan(8), i)).ToArray())];
    }
}
