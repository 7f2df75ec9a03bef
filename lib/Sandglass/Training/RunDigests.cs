using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Enumeration;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using WholeFiles;

namespace Sandglass.Training;

/// <summary>
/// What was read of finished runs, in one file beside them: a list of thousands opens that file instead of five a run, and what was checked
/// is not checked again. A digest holds while the names, lengths and times of change of all files of its run are the same;
/// times are compared with themselves only, never with a clock. The file can be deleted at any time: what it lacks is read from the
/// runs, and of two processes that write it the last one wins.
/// </summary>
internal sealed class RunDigests
{
    /// <summary>The file's name in the folder of runs.</summary>
    internal const string FileName = ".digests";

    private const long MostBytes = 1 << 30;
    private const int Many = 64; // so many runs that were read from their files are worth one

    private readonly string _runs;
    private readonly byte[] _file;
    private readonly Dictionary<string, Range> _lines = [];
    private readonly ConcurrentDictionary<string, (Run Run, string Stamp)> _new = [];

    /// <summary>The digests of a folder of runs; none where their file is missing or not readable.</summary>
    /// <param name="runs">The folder.</param>
    internal RunDigests(string runs)
    {
        _runs = runs;
        var path = Path.Combine(runs, FileName);
        try
        {
            _file = File.Exists(path) ? BoundedFile.ReadBytes(path, MostBytes) : [];
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            _file = [];
        }

        for (var from = 0; from < _file.Length;)
        {
            var length = _file.AsSpan(from).IndexOf((byte)'\n');
            var line = from..(length < 0 ? _file.Length : from + length);
            if (RunDigest.HashOf(_file.AsSpan()[line]) is { } hash)
            {
                _lines[hash] = line;
            }

            from = line.End.Value + 1;
        }
    }

    /// <summary>Reads a run, from its digest where that holds.</summary>
    /// <inheritdoc cref="RunFolder.Read"/>
    internal Run Read(string directory, RunSpec? spec = null)
    {
        var hash = Path.GetFileName(directory);
        var stamp = StampOf(directory); // before anything is read, so that what changes meanwhile is read again
        if (stamp is not null && _lines.TryGetValue(hash, out var line) && Damage.OrNull(() => RunDigest.Parse(_file.AsSpan()[line])) is { } digest
            && (digest.Hash, digest.Stamp) == (hash, stamp))
        {
            return digest.Of(directory, spec);
        }

        var run = RunFolder.Read(directory, spec);
        if (stamp is not null)
        {
            _new[hash] = (run, stamp);
        }

        return run;
    }

    /// <summary>Writes the file where many runs were read from their own. Where it cannot be written they are read again next time.</summary>
    internal void Keep()
    {
        if (_new.Count < Many)
        {
            return;
        }

        try
        {
            WholeFile.Write(Path.Combine(_runs, FileName), file =>
            {
                foreach (var hash in _lines.Keys.Union(_new.Keys).Where(hash => Directory.Exists(Path.Combine(_runs, hash))).Order(StringComparer.Ordinal))
                {
                    var line = _new.TryGetValue(hash, out var read) ? LineOf(read.Run, read.Stamp) : _file.AsSpan()[_lines[hash]];
                    file.Write(line);
                    file.Write(line.IsEmpty ? ""u8 : "\n"u8);
                }
            });
        }
        catch (IOException)
        {
            // The folder is read-only, or the disk full.
        }
    }

    // Empty where a run's spec holds what can be read and not written, such as half a character.
    private static ReadOnlySpan<byte> LineOf(Run run, string stamp) => Damage.OrNull(() => RunDigest.Of(run, stamp).ToLine());

    // Of all files: one that is added, such as an observer's table, is another stamp too. Null where the folder cannot be listed, which its reader then says.
    private static string? StampOf(string directory)
    {
        try
        {
            string[] files =
            [
                .. new FileSystemEnumerable<string>(
                    directory, (ref FileSystemEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.FileName}/{entry.Length}/{entry.LastWriteTimeUtc.Ticks}")),
            ];
            Array.Sort(files, StringComparer.Ordinal);
            return Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(string.Join('\n', files))));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>What was read of a finished run, and the stamp of the files that it was read from.</summary>
/// <param name="Hash">The run.</param>
/// <param name="Stamp">Names, lengths and times of change of its files, as a hash.</param>
/// <param name="Summary">Content of <c>run.json</c>.</param>
/// <param name="Metrics">Content of <c>metrics.csv</c>.</param>
/// <param name="Timing">Content of <c>timing.csv</c>.</param>
/// <param name="OwnTables">Names of the tables that its task added.</param>
internal sealed record RunDigest(string Hash, string Stamp, RunSummary Summary, string Metrics, string Timing, IReadOnlyList<string> OwnTables)
{
    private const int HashLength = 16;
    private const int Start = HashLength + 1 + 32 + 1;

    private static readonly JsonSerializerOptions OneLine = new(RunJson.Options) { WriteIndented = false };

    internal static RunDigest Of(Run run, string stamp) => new(run.Hash, stamp, run.Summary, run.MetricsText, run.TimingText, run.OwnTables);

    internal Run Of(string directory, RunSpec? spec) => new(directory, Summary, Metrics, Timing, spec) { OwnTables = OwnTables };

    /// <summary>The hash with which a line begins; null where it is none of ours.</summary>
    internal static string? HashOf(ReadOnlySpan<byte> line) => line.Length > Start ? Encoding.ASCII.GetString(line[..HashLength]) : null;

    /// <exception cref="FormatException">It is no digest, or not as it was written.</exception>
    /// <exception cref="JsonException">It is no digest.</exception>
    internal static RunDigest Parse(ReadOnlySpan<byte> line)
    {
        Damage.Unless(line[HashLength..Start].SequenceEqual(Sum(line[Start..])), "it is damaged");
        var digest = JsonSerializer.Deserialize<RunDigest>(line[Start..], OneLine) ?? throw new JsonException("it is empty");
        Damage.Unless(digest.Summary.Hash == digest.Hash, "it is of two runs");
        digest.Summary.Check();
        return digest;
    }

    /// <summary>The hash, a checksum, and the rest as JSON.</summary>
    internal byte[] ToLine()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, OneLine);
        return [.. Encoding.ASCII.GetBytes(Hash), .. Sum(json), .. json];
    }

    private static byte[] Sum(ReadOnlySpan<byte> json) => Encoding.ASCII.GetBytes($" {XxHash128.HashToUInt128(json):x32} ");
}
