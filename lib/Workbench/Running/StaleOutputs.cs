using System.Net;
using System.Text.RegularExpressions;
using NotebookEngine.Notebooks;
using NotebookEngine.Running;
using Sandglass.Studies;

namespace Workbench.Running;

/// <summary>
/// What a notebook's committed outputs say and the repository contradicts: that a study is not recorded, where it is. Also of
/// cells tagged <c>volatile</c>, which no comparison reaches.
/// </summary>
internal static class StaleOutputs
{
    private const string AnyName = "NAME";

    private static readonly Regex Missing = new(
        Regex.Escape(RecordedStudy.NotRecorded(AnyName)).Replace(AnyName, "(?<name>[^']+)", StringComparison.Ordinal), RegexOptions.IgnoreCase);

    /// <summary>The contradictions, a line each.</summary>
    /// <param name="committed">The notebook as it is in the file.</param>
    /// <param name="isRecorded">Whether a study is recorded.</param>
    public static IReadOnlyList<string> Describe(Notebook committed, Func<string, bool> isRecorded) =>
        [.. from shown in NotebookComparison.Shown(committed)
            from name in MissingIn(shown.Line)
            where isRecorded(name)
            select $"{shown.Cell} says that the study '{name}' is not recorded, but it is: run the notebook again with 'workbench notebooks run'"];

    private static IEnumerable<string> MissingIn(string text) =>
        Missing.Matches(WebUtility.HtmlDecode(text)).Select(match => match.Groups["name"].Value);
}
