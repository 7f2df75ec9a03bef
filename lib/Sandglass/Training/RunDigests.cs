using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Enumeration;
using System.IO.Hashing;
using System.Text;
using Sandglass.Runtime;
using WholeFiles;

namespace Sandglass.Training;

/// <summary>
/// What was read of finished runs, in one file beside them: a list of thousands opens that file instead of five a run, and what was checked
/// is not checked again. A digest holds while the names, lengths and times of change of all files of its run are the same;
/// times are compared with themselves only, never with a clock. The file can be deleted at any time: what it lacks is read from the
/// runs, and of two processes that write it the last one wins.
/// </summary>
/// <remarks>
/// The file is a word that names its layout, then for each run its hash, a checksum, a length and the digest. It is not JSON, since
/// to parse that took most of the time of a list; tables stay as bytes until they are asked for, and <c>run.json</c>, the longest text, is not in it.
/// </remarks>
internal sealed class RunDigests
{
    /// <summary>The file's name in the folder of runs.</summary>
    internal const string FileName = ".digests";

    private const long MostBytes = 1 << 30;
    private const int Many = 64; // so many runs that were read from their files are worth one

    private readonly string _runs;
    private readonly byte[] _file;
    private readonly Dictionary<string, Range> _entries = [];
    private readonly ConcurrentDictionary<string, (Run Run, string Stamp)> _new = [];
    private readonly ConcurrentDictionary<string, EnvironmentFingerprint> _environments = []; // few in thousands of runs
    private readonly Dictionary<string, (string? Stamp, RunDigest? Digest)> _ahead = [];

    /// <summary>The digests of a folder of runs; none where their file is missing, of another layout or not readable.</summary>
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

        foreach (var (hash, entry) in DigestEntry.Of(_file))
        {
            _entries[hash] = entry;
        }
    }

    /// <summary>Reads the digests of all runs, before it is known which of them are wanted.</summary>
    internal RunDigests WithAll()
    {
        foreach (var hash in _entries.Keys)
        {
            _ahead[hash] = Look(Path.Combine(_runs, hash));
        }

        return this;
    }

    /// <summary>Reads a run, from its digest where that holds.</summary>
    /// <inheritdoc cref="RunFolder.Read"/>
    internal Run Read(string directory, RunSpec? spec = null)
    {
        var hash = Path.GetFileName(directory);
        var (stamp, digest) = _ahead.TryGetValue(hash, out var ahead) ? ahead : Look(directory);
        if (digest is not null)
        {
            return new Run(directory, digest.Facts, digest.Files, () => RunFolder.SummaryOf(directory), spec);
        }

        var run = RunFolder.Read(directory, spec);
        if (stamp is not null)
        {
            _new[hash] = (run, stamp);
        }

        return run;
    }

    // The digest of a run, null where it does not hold, and the stamp of its files before anything is read: what changes meanwhile is read again.
    private (string? Stamp, RunDigest? Digest) Look(string directory)
    {
        var (hash, stamp) = (Path.GetFileName(directory), StampOf(directory));
        var digest = stamp is not null && _entries.TryGetValue(hash, out var entry)
            ? Damage.OrNull(() => RunDigest.Read(DigestEntry.Content(_file.AsMemory()[entry]), stamp, _environments))
            : null;
        return (stamp, digest?.Facts.Hash == hash ? digest : null);
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
                file.Write(DigestEntry.Layout);
                foreach (var hash in _entries.Keys.Union(_new.Keys).Where(hash => Directory.Exists(Path.Combine(_runs, hash))).Order(StringComparer.Ordinal))
                {
                    file.Write(_new.TryGetValue(hash, out var read) ? DigestEntry.Of(hash, new RunDigest(read.Stamp, read.Run.Facts, read.Run.Files).ToBytes()) : _file.AsSpan()[_entries[hash]]);
                }
            });
        }
        catch (IOException)
        {
            // The folder is read-only, or the disk full.
        }
    }

    // Of all files: one that is added, such as an observer's table, is another stamp too. Null where the folder cannot be listed, which its reader then says.
    internal static string? StampOf(string directory)
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

/// <summary>An entry of the file of digests: a run's hash, a checksum, the length of the digest, and the digest.</summary>
internal static class DigestEntry
{
    private const int HashLength = 16;
    private const int SumLength = 16;
    private const int Start = HashLength + SumLength + sizeof(int);

    /// <summary>With this word the file begins.</summary>
    internal static ReadOnlySpan<byte> Layout => "digests3"u8;

    /// <summary>The entries of a file, as far as they can be told apart.</summary>
    internal static IReadOnlyList<(string Hash, Range Entry)> Of(ReadOnlySpan<byte> file)
    {
        var entries = new List<(string, Range)>();
        for (var from = file.StartsWith(Layout) ? Layout.Length : file.Length; file.Length - from >= Start;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file[(from + HashLength + SumLength)..]);
            if (length < 0 || length > file.Length - from - Start)
            {
                break;
            }

            var entry = from..(from + Start + length);
            var hash = Encoding.ASCII.GetString(file.Slice(from, HashLength));
            if (RunCatalogue.IsHash(hash)) // and no path to elsewhere
            {
                entries.Add((hash, entry));
            }

            from = entry.End.Value;
        }

        return entries;
    }

    internal static byte[] Of(string hash, byte[] digest)
    {
        var entry = new byte[Start + digest.Length];
        Encoding.ASCII.GetBytes(hash, entry);
        XxHash128.Hash(digest, entry.AsSpan(HashLength));
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(HashLength + SumLength), digest.Length);
        digest.CopyTo(entry, Start);
        return entry;
    }

    /// <exception cref="FormatException">It is not as it was written.</exception>
    internal static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> entry)
    {
        Damage.Unless(XxHash128.Hash(entry[Start..].Span).AsSpan().SequenceEqual(entry.Span.Slice(HashLength, SumLength)), "it is damaged");
        return entry[Start..];
    }
}
