using System.Globalization;
using Sandglass;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Studies;

/// <summary>Declares the protocol of a study before its runs, and says what was declared.</summary>
internal static class StudyDeclaration
{
    private const int ShownDigits = 12;

    /// <summary>Appends the protocol of a study as it stands to the declared ones, unless it is the last of them.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">The folder of its record.</param>
    /// <param name="store">Where its finished runs are counted.</param>
    /// <param name="reason">Why it is declared again; null: nothing is said.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="WorkbenchException">What was declared before is damaged, or this build knows no commit.</exception>
    public static int Declare(Study study, string folder, RunStore store, string? reason, TextWriter output)
    {
        using var data = study.Data.Load();
        var (protocol, before) = (DeclaredProtocol.Of(study, data.Identity), Declaration.Read(folder));
        if (before is [.., var last] && last.ProtocolHash == protocol.Hash)
        {
            output.WriteLine($"the study '{study.Name}' is declared as it stands; nothing is written: {Words(last)}");
            return 0;
        }

        var known = before.SelectMany(entry => entry.Protocol.Runs).ToHashSet();
        var commit = EnvironmentFingerprint.BuiltFrom
            ?? throw new WorkbenchException("this program was not built in a git checkout, so no commit says what is declared; build it in one");
        var written = Declaration.Append(folder, new Declaration(
            protocol,
            protocol.Hash,
            Previous: null,
            commit,
            SourceTree.IsAsIn(commit),
            DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
            study.Runs(data.Identity).Count(run => !known.Contains(run.Hash) && store.FindWhole(run.Spec, study.MayDiverge) is not null),
            Changes: [],
            reason));
        output.WriteLine($"the study '{study.Name}' is declared ({study.Arms.Count} arms, {study.Seeds.Count} seeds): {Words(written)}");
        written.Changes.ToList().ForEach(change => output.WriteLine($"  {change}"));
        output.WriteLine($"written: {Path.Combine(folder, Declaration.FileName)}; commit it before the runs begin");
        return 0;
    }

    /// <summary>Requires that a study as it stands is the last declared protocol.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">The folder of its record.</param>
    /// <exception cref="WorkbenchException">It is not, or what was declared is damaged.</exception>
    public static void Require(Study study, string folder)
    {
        using var data = study.Data.Load();
        var (protocol, last) = (DeclaredProtocol.Of(study, data.Identity), Declaration.Read(folder) is [.., var entry] ? entry : null);
        if (last?.ProtocolHash != protocol.Hash)
        {
            var changes = last is null ? "" : $" as it stands ({string.Join("; ", protocol.ChangesFrom(last.Protocol))})";
            throw new WorkbenchException($"the study '{study.Name}' is not declared{changes}; declare it with 'workbench study declare {study.Name}'");
        }
    }

    /// <summary>Says when the protocol of a record was declared, and what its verdicts were before seeds were added.</summary>
    /// <param name="record">The record.</param>
    /// <param name="declared">What was declared, in order.</param>
    /// <param name="output">Where to.</param>
    public static void Write(StudyRecord record, IReadOnlyList<Declaration> declared, TextWriter output)
    {
        Lines(record, declared).ToList().ForEach(output.WriteLine);
        AddedSeeds.Of(record, declared)?.Capitalized().Write(output);
    }

    /// <summary>When the protocol of a record was declared, what changed, and whether the record is of it; a line each.</summary>
    /// <param name="record">The record.</param>
    /// <param name="declared">What was declared, in order.</param>
    public static IEnumerable<string> Lines(StudyRecord record, IReadOnlyList<Declaration> declared)
    {
        if (declared is not [.., var last])
        {
            yield return "no protocol was declared before the runs";
            yield break;
        }

        foreach (var entry in declared)
        {
            yield return $"declared: {Words(entry)}{(entry.Reason is { } reason ? $"; {reason}" : "")}";
            foreach (var change in entry.Changes)
            {
                yield return $"  {change}";
            }
        }

        if (!last.Protocol.IsOf(record))
        {
            yield return $"the record is not of the last declared protocol; record it again with 'workbench study run {record.Protocol.Name} --record'";
        }
    }

    /// <summary>An entry in one line.</summary>
    private static string Words(Declaration entry) => string.Create(CultureInfo.InvariantCulture,
        $"protocol {entry.ProtocolHash[..ShownDigits]}, {entry.Date:yyyy-MM-dd}, commit {entry.Commit[..Math.Min(ShownDigits, entry.Commit.Length)]}{Tree(entry)}, {Wording.Counted(entry.FinishedRuns, "run")} finished then");

    private static string Tree(Declaration entry) => entry.IsCommitted switch
    {
        true => "",
        false => " with changes that are not in it",
        null => " (git could not tell whether with changes)",
    };
}
