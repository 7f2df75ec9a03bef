using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using WholeFiles;

namespace Sandglass.Training.Checkpoints;

/// <summary>
/// The checkpoints of a run in progress: <c>state-ORDINAL-STEP-SHA256.safetensors</c>. One is written under a passing
/// name, put through to the disk and renamed; the last good one before it stays.
/// </summary>
internal sealed partial class CheckpointFolder(string directory)
{
    private const string Passing = "state.tmp";

    private string? _good;

    /// <summary>The checkpoints that are there, newest first; none where the folder has just gone.</summary>
    internal IReadOnlyList<Entry> Entries()
    {
        try
        {
            return
            [
                .. new DirectoryInfo(directory).EnumerateFiles("state-*")
                    .Select(file => (file.FullName, Match: Name().Match(file.Name)))
                    .Where(found => found.Match.Success)
                    .Select(found => new Entry(
                        found.FullName, Number(found.Match, "ordinal"), Number(found.Match, "step"), found.Match.Groups["sum"].Value))
                    .OrderByDescending(entry => entry.Ordinal),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>A checkpoint's bytes, which its name vouches for.</summary>
    /// <exception cref="CheckpointException">It cannot be read, or its bytes are others than were written.</exception>
    internal static byte[] Read(Entry entry)
    {
        try
        {
            var bytes = BoundedFile.ReadBytes(entry.Path, Array.MaxLength);
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == entry.Sum
                ? bytes
                : throw new CheckpointException(entry.Path, "its SHA-256 is not the one in its name, so it is truncated or damaged") { IsDamaged = true };
        }
        catch (FileNotFoundException gone)
        {
            throw new CheckpointException(entry.Path, "another attempt at the run has taken it", cause: gone) { IsDamaged = true };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(entry.Path, $"it cannot be read ({error.Message})", cause: error);
        }
    }

    /// <summary>Says which checkpoint the run resumes from: it is kept beside the next one.</summary>
    internal void GoOnFrom(Entry entry) => _good = entry.Path;

    /// <summary>Writes a checkpoint; the one before it stays, older ones go.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">It cannot be written, as on a full disk; those before it are kept.</exception>
    internal void Save(int step, Action<Stream> write)
    {
        var entries = Entries();
        var ordinal = entries.Count == 0 ? 1 : entries[0].Ordinal + 1;
        var passing = Path.Combine(directory, Passing);
        var path = Path.Combine(directory, FormattableString.Invariant($"state-{ordinal:000000}-{step:00000000}-{Write(passing, write)}.safetensors"));
        File.Move(passing, path, overwrite: true);
        Durable.FlushFolder(directory);
        foreach (var entry in entries.Where(entry => entry.Path != _good && entry.Path != path))
        {
            File.Delete(entry.Path);
        }

        _good = path;
    }

    private static string Write(string path, Action<Stream> write)
    {
        try
        {
            File.Delete(path); // what a kill left
            using var file = new FileStream(path, FileMode.CreateNew);
            using var sum = SHA256.Create();
            using (var summed = new CryptoStream(file, sum, CryptoStreamMode.Write, leaveOpen: true))
            {
                write(summed);
            }

            file.Flush(flushToDisk: true);
            return Convert.ToHexStringLower(sum.Hash!);
        }
        catch (IOException)
        {
            File.Delete(path); // what was written of it fills a full disk
            throw;
        }
    }

    // The pattern allows no more digits than an int holds.
    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^state-(?<ordinal>[0-9]{6,9})-(?<step>[0-9]{8,9})-(?<sum>[0-9a-f]{64})\\.safetensors$")]
    private static partial Regex Name();

    /// <summary>A checkpoint's name, read.</summary>
    internal sealed record Entry(string Path, int Ordinal, int Step, string Sum);
}
