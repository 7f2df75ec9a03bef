using System.Globalization;
using Sandglass.Display.Tables;
using static Sandglass.Display.CellText;

namespace Sandglass.Display.Formatters;

/// <summary>Studies: what is compared before they ran, and what came out after.</summary>
internal static class StudyFormatters
{
    public static void Register()
    {
        new Forms<Study>()
            .Html(study => $"<p>{HtmlText.Encode(Heading(study))}</p>\n{Arms(study).ToHtml()}")
            .Plain(study => $"{Heading(study)}\n{Arms(study).ToText()}");
        new Forms<StudyRecord>().Html(Html).Plain(Text);
    }

    private static string Heading(Study study) => FormattableString.Invariant(
        $"{study.Question} {study.Arms.Count} arms, {study.Seeds.Count} seeds: {study.Arms.Count * study.Seeds.Count} runs, not trained yet. Run() trains them.");

    private static Table Arms(Study study) => Table.Of(
        ["arm", "group", "#parameters", "#multiply-adds", "#epochs"],
        study.Arms.Select(arm => (string[])
        [
            arm.Name,
            arm.Group,
            Whole(arm.Cost.Parameters),
            Whole(arm.Cost.MultiplyAdds),
            arm.Recipe.Epochs.ToString(CultureInfo.InvariantCulture),
        ]));

    private static string Html(StudyRecord record) =>
        $"<p>{HtmlText.Encode(Title(record))}</p>\n{(record.Rows.Count > 0 ? Mime.Image(record.Accuracy().ToPng(), "What each arm reached") : "")}{string.Concat(Tables(record).Select(table => table.ToHtml()))}";

    private static string Text(StudyRecord record) => string.Join('\n', [Title(record), .. Tables(record).Select(table => table.ToText())]);

    private static string Title(StudyRecord record) => $"{record.Protocol.Name}: {record.Protocol.Question}";

    private static IEnumerable<Table> Tables(StudyRecord record)
    {
        yield return record.IsOfBlocks ? RunFormatters.Rows(record.Summary()) : DataFrameFormatter.All(record.Runs);
        if (record.Verdicts() is { Count: > 0 } outcomes)
        {
            yield return OutcomeTable.Of(outcomes);
        }
    }
}
