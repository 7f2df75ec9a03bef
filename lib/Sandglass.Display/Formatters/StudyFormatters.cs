using Sandglass.Display.Tables;

namespace Sandglass.Display.Formatters;

/// <summary>Studies: what is compared before they ran, and what came out after.</summary>
internal static class StudyFormatters
{
    public static void Register()
    {
        new Forms<Study>()
            .Html(study => $"<p>{HtmlText.Encode(Heading(study))}</p>\n{ArmTables.Costs(study).ToHtml()}")
            .Plain(study => $"{Heading(study)}\n{ArmTables.Costs(study).ToText()}");
        new Forms<StudyRecord>().Html(Html).Plain(Text);
    }

    private static string Heading(Study study) => FormattableString.Invariant(
        $"{study.Question} {study.Arms.Count} arms, {study.Seeds.Count} seeds: {study.Arms.Count * study.Seeds.Count} runs, not trained yet. Run() trains them.");

    private static string Html(StudyRecord record) =>
        $"<p>{HtmlText.Encode(Title(record))}</p>\n{(record.Rows.Count > 0 ? Mime.Image(record.Accuracy().ToPng(), "What each arm reached") : "")}{string.Concat(Tables(record).Select(table => table.ToHtml()))}";

    private static string Text(StudyRecord record) => string.Join('\n', [Title(record), .. Tables(record).Select(table => table.ToText())]);

    private static string Title(StudyRecord record) => $"{record.Protocol.Name}: {record.Protocol.Question}";

    private static IEnumerable<Table> Tables(StudyRecord record)
    {
        yield return record.IsOfBlocks ? ComparisonTable.Of(record.Summary()) : ArmTables.Means(record);
        if (record.Verdicts() is { Count: > 0 } outcomes)
        {
            yield return OutcomeTable.Of(outcomes);
        }
    }
}
