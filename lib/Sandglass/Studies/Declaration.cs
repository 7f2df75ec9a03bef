using System.Text.Json;
using Sandglass.Training;
using WholeFiles;

namespace Sandglass.Studies;

/// <summary>
/// A protocol as it was declared, one entry of <c>protocols.json</c>: a list that is only appended to. Each entry has the hash
/// of the one before it, so a later change of any but the last does not go unnoticed; the last is held by version control.
/// </summary>
/// <param name="Protocol">What was declared.</param>
/// <param name="ProtocolHash">Its SHA-256.</param>
/// <param name="Previous"><see cref="Hash"/> of the entry before; null in the first.</param>
/// <param name="Commit">The commit that the declaring program was built from.</param>
/// <param name="IsCommitted">Whether the sources of the program were as in the commit; null where git could not tell.</param>
/// <param name="Date">The day, UTC.</param>
/// <param name="FinishedRuns">How many runs that no entry before declares were finished already.</param>
/// <param name="Changes">What differs from the entry before, as the program found.</param>
/// <param name="Reason">Why, in words; null where none was given.</param>
internal sealed record Declaration(
    DeclaredProtocol Protocol,
    string ProtocolHash,
    string? Previous,
    string Commit,
    bool? IsCommitted,
    DateOnly Date,
    int FinishedRuns,
    IReadOnlyList<string> Changes,
    string? Reason)
{
    /// <summary>The file in the folder of a study.</summary>
    internal const string FileName = "protocols.json";

    /// <summary>Most characters of a reason.</summary>
    internal const int LongestText = 10_000;

    private const int MostBytes = 1 << 24;

    /// <summary>The SHA-256 of the canonical form of all else.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The declared protocols of a study, in order; none where nothing was declared.</summary>
    /// <param name="folder">The folder of the study.</param>
    /// <exception cref="WorkbenchException">The file is damaged, or an entry is not what it was.</exception>
    public static IReadOnlyList<Declaration> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return !Path.Exists(path) ? [] : Damage.Typed(
            () => Checked(JsonSerializer.Deserialize<Declaration[]>(BoundedFile.ReadText(path, MostBytes), RunJson.Strict) ?? []),
            (reason, wrong) => new WorkbenchException($"{path} cannot be read ({reason}); restore it from version control", wrong));
    }

    /// <summary>Appends to the declared protocols of a study.</summary>
    /// <param name="folder">The folder of the study; made if need be.</param>
    /// <param name="entry">What is declared; its place in the list is given here.</param>
    /// <returns>The entry as it is written.</returns>
    /// <exception cref="WorkbenchException">The file is damaged.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static Declaration Append(string folder, Declaration entry)
    {
        var before = Read(folder);
        var last = before is [.., var entryBefore] ? entryBefore : null;
        var written = entry with { Previous = last?.Hash, Changes = last is null ? [] : entry.Protocol.ChangesFrom(last.Protocol) };
        written = written with { Hash = written.Sealed() };
        WholeFile.Write(Path.Combine(folder, FileName), RunJson.Text(Checked([.. before, written])));
        return written;
    }

    private static Declaration[] Checked(Declaration[] entries)
    {
        Damage.Unless(entries.Length > 0 && entries.All(entry => entry is not null), "it lacks an entry");
        foreach (var (i, entry) in entries.Index())
        {
            var place = $"entry {i + 1}";
            entry.Protocol.Check(place);
            Damage.Unless(entry.ProtocolHash == entry.Protocol.Hash, $"the protocol of {place} has another hash than it says");
            Damage.Unless(entry.Previous == (i == 0 ? null : entries[i - 1].Hash), $"{place} does not follow the one before");
            Damage.Unless(entry.Hash == entry.Sealed(), $"{place} has another hash than it says");
            Damage.UnlessName(entry.Commit, $"the commit of {place}");
            Damage.Unless(entry.FinishedRuns >= 0, $"{place} has a negative number of runs");
            foreach (var line in entry.Changes.Append(entry.Reason ?? ""))
            {
                Damage.Unless(line.Length <= LongestText && !line.Any(char.IsControl), $"a line of {place} is not text");
            }
        }

        return entries;
    }

    private string Sealed()
    {
        var form = CanonicalForm.Of(this);
        form.Remove(JsonNamingPolicy.CamelCase.ConvertName(nameof(Hash)));
        return CanonicalForm.Sha256(form);
    }
}
