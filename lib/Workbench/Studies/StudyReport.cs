using System.Globalization;
using System.Text.Json;
using Sandglass;
using Sandglass.Display;
using Sandglass.Display.Figures;
using Sandglass.Display.Pages;
using Sandglass.Display.Tables;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>A study that is reported.</summary>
/// <param name="Record">What its runs came to.</param>
/// <param name="Declared">What was declared before them, in order.</param>
/// <param name="Missing">Planned runs that are not among them, by arm.</param>
/// <param name="IsRecorded">Whether it comes with the workbench, and not from runs of one's own.</param>
/// <param name="Repeated">Commands that make it again, for a terminal.</param>
internal sealed record ReportedStudy(
    StudyRecord Record, IReadOnlyList<Declaration> Declared, IReadOnlyList<(string Arm, IReadOnlyList<int> Seeds)> Missing, bool IsRecorded, IReadOnlyList<string> Repeated)
{
    /// <summary>Whether its runs took seconds, and say nothing.</summary>
    public bool IsSmoke { get; init; }

    /// <summary>Name of the images or pictures; null where the record does not say.</summary>
    public string? Data { get; init; }
}

/// <summary>The page of a study: whatever its task, recorded or of one's own runs.</summary>
internal static class StudyReport
{
    // Tables that would make the page a slow one are named, and lie beside the record.
    private const int MostOfFile = 200_000;

    public static StudyPage Of(ReportedStudy study)
    {
        var record = study.Record;
        var outcomes = record.Verdicts();
        var figures = StudyPictures.Of(record, outcomes).ToLookup(figure => figure.Name == StudyPictures.Differences, figure => figure.Figure);
        return new StudyPage(record.Protocol.Name, record.Protocol.Question, Answers(outcomes), [.. Warnings(study)],
        [
            new("What the comparisons found",
            [
                outcomes.Count > 0 ? PageParts.Words(OutcomeTable.ByGroup(outcomes, ArmTables.GroupOf(record)).WithoutEmptyColumns()) : "",
                .. figures[true].Select(PageParts.Still),
                AddedSeeds.Of(record, study.Declared) is { } added ? PageParts.Words(added) : "",
            ]),
            new("What each arm cost and reached",
            [
                PageParts.Words(record.IsOfBlocks ? ComparisonTable.Of(record.Summary()) : ArmTables.MeansByGroup(record)),
                OverallTable.Of(record) is { } overall ? PageParts.Words(overall) : "",
                .. StudyStatus.OfSearches(record).Select(PageParts.Words),
                .. figures[false].Select(PageParts.Still),
            ]),
            new("Learning curves", [.. StudyCurves.Of(record).Select(PageParts.Still)]),
            new("Every run", PageParts.Words(SeedTable.Of(record))),
            new("What was written down before the runs", PageParts.Facts(Protocol(study)), PageParts.Points(StudyDeclaration.Lines(record, study.Declared).Select(line => line.StartsWith(' ') ? $"Changed: {line.Trim()}" : CellText.Capital(line)))),
            new("How it was measured", PageParts.Facts(Measured(study))),
            new("What was not run", PageParts.Points(NotRun(study, outcomes))),
            new("How to repeat it", PageParts.Commands(study.Repeated)),
            new("The numbers as files", [.. Files(study)]),
        ]);
    }

    // The primary comparisons, a sentence a group.
    private static string[] Answers(IReadOnlyList<ComparisonOutcome> outcomes)
    {
        string[] sentences =
        [
            .. outcomes.Where(outcome => outcome.Planned.IsPrimary).GroupBy(outcome => outcome.Planned.Group).Select(group =>
                CellText.Capital($"{(group.Key.Length > 0 ? $"at {group.Key}, " : "")}{string.Join("; ", group.Select(outcome => $"{outcome.Planned.First} against {outcome.Planned.Second}: {outcome.Words}"))}.")),
        ];
        return sentences.Length > 0 ? sentences
            : [outcomes.Count > 0 ? "None of its comparisons is a primary one; all are below." : "It planned no comparison; what each arm reached is below."];
    }

    private static IEnumerable<string> Warnings(ReportedStudy study)
    {
        var record = study.Record;
        if (study.IsSmoke)
        {
            yield return "A smoke run: it shows that everything works. Its numbers mean nothing.";
        }

        if (study.Missing.Count > 0)
        {
            yield return $"It is not complete: {Wording.Counted(study.Missing.Sum(arm => arm.Seeds.Count), "planned run")} of {CellText.Whole(study.Missing.Sum(arm => arm.Seeds.Count) + record.Rows.Count)} did not run yet. Verdicts may change.";
        }

        if (study.Declared.Count == 0)
        {
            yield return "No protocol was declared before the runs, so nothing shows that the comparisons were chosen before anyone saw results.";
        }

        if (record.Rows.Count(row => row.Diverged) is > 0 and var diverged)
        {
            yield return $"{Wording.Counted(diverged, "run")} of {CellText.Whole(record.Rows.Count)} diverged: the loss was no longer a number.";
        }

        if (record.Rows.DistinctBy(row => row.Seed).Count() == 1)
        {
            yield return "Every arm ran with one seed. Other seeds give other numbers, so nothing is decided.";
        }

        if (record.Environments.DistinctBy(environment => environment with { SourceRevision = null }).Count() > 1)
        {
            yield return "Its runs were trained on different machines or versions. The same seed then gives slightly different numbers.";
        }
    }

    private static IEnumerable<(string Name, string Value)> Protocol(ReportedStudy study)
    {
        foreach (var row in study.Record.Design().Rows)
        {
            yield return (CellText.Capital(row[0]), row[1]);
        }

        if (study.Declared is [.., var last])
        {
            string[] recipes = [.. last.Protocol.Arms.Select(arm => Settings(arm.Recipe)).Distinct()];
            yield return ("Recipe", recipes.Length == 1 ? $"{recipes[0]}; all else as released" : $"{recipes.Length} different ones, in {Declaration.FileName} below");
            yield return ("Hash of the protocol", last.ProtocolHash);
        }
    }

    // Such as "epochs 8, augmentation (shift pixels 0)".
    private static string Settings(JsonElement recipe) => string.Join(", ", recipe.EnumerateObject().Select(setting =>
        $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(setting.Name).Replace('_', ' ')} {(setting.Value.ValueKind == JsonValueKind.Object ? $"({Settings(setting.Value)})" : DeclaredProtocol.Compact(setting.Value).Trim('"'))}"));

    private static IEnumerable<(string Name, string Value)> Measured(ReportedStudy study)
    {
        var record = study.Record;
        if (study.Data is { } data)
        {
            yield return ("Data", data);
        }

        yield return ("Runs", $"{Wording.Counted(record.Rows.Count, "run")}, {Hours(StudyTable.Seconds(record))} of training and validation on one thread each");
        foreach (var environment in record.Environments.DistinctBy(environment => environment with { SourceRevision = null }))
        {
            yield return ("Machine", $"{environment.Processor}, {Wording.Counted(environment.LogicalCores, "core")}; {environment.OperatingSystem}, {environment.Architecture}; trained on {environment.Backend}");
            yield return ("Versions", $"workbench {environment.Workbench}, .NET {environment.DotNet}, TorchSharp {environment.TorchSharp}, libtorch {environment.LibTorch}");
        }

        yield return ("Backend", string.Join(", ", record.Rows.Select(row => row.Backend == Backends.Fused ? "fused (the workbench's own kernels)" : row.Backend).Distinct()));
        if (record.Rows.Select(row => row.Precision).Distinct().ToArray() is not [Precisions.Float32] and var precisions)
        {
            yield return ("Precision", string.Join(", ", precisions));
        }

        if (record.Environments.Select(environment => environment.SourceRevision).OfType<string>().Distinct().ToArray() is { Length: > 0 } revisions)
        {
            yield return ("Source", $"git revision {string.Join(", ", revisions)}");
        }
    }

    private static string Hours(double seconds) => seconds < 3600 ? Text($"{seconds / 60:0.0} minutes") : Text($"{seconds / 3600:0.0} hours");

    private static IEnumerable<string> NotRun(ReportedStudy study, IReadOnlyList<ComparisonOutcome> outcomes)
    {
        var record = study.Record;
        yield return study.Missing.Count == 0
            ? $"Every planned run is here: {Wording.Counted(record.Rows.Count, "run")}."
            : $"Of the planned runs: {string.Join("; ", study.Missing.Select(arm => $"{arm.Arm}, seed {string.Join(", ", arm.Seeds)}"))}.";
        var compared = outcomes.Select(outcome => outcome.Planned).ToHashSet();
        if (record.Protocol.Comparisons.Where(planned => !compared.Contains(planned)).ToArray() is { Length: > 0 } open)
        {
            yield return $"Planned comparisons without runs: {string.Join("; ", open.Select(planned => $"{planned.First} − {planned.Second}{(planned.Group.Length > 0 ? $" at {planned.Group}" : "")}"))}.";
        }

        if (record.Environments.All(environment => environment.Backend == "cpu"))
        {
            yield return "Nothing ran on a graphics card.";
        }
    }

    private static IEnumerable<string> Files(ReportedStudy study)
    {
        var record = study.Record;
        CarriedFile[] files =
        [
            .. RecordedStudy.Texts(record).Select(file => new CarriedFile(file.Name, file.Text)),
            .. study.Declared.Count > 0 ? [new CarriedFile(Declaration.FileName, RunJson.Text(study.Declared.ToArray()))] : Array.Empty<CarriedFile>(),
        ];
        var carried = files.ToLookup(file => file.Text.Length <= MostOfFile);
        yield return PageParts.Paragraph("They are in this page; your browser saves them.");
        yield return PageParts.Downloads(carried[true].Select(file => file with { Name = $"{record.Protocol.Name}-{file.Name}" }));
        if (carried[false].Any())
        {
            var where = study.IsRecorded ? $"data/studies/{record.Protocol.Name} of the repository" : $"studies/{record.Protocol.Name} of the results";
            yield return PageParts.Paragraph($"Too large for a page, and in {where}: {string.Join(", ", carried[false].Select(file => file.Name))}.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
