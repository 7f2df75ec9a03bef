using System.Globalization;
using System.Text.RegularExpressions;
using NotebookEngine.Running;
using Sandglass.Paper;
using Sandglass.Studies;
using Workbench.Running;
using Workbench.Tests.Architecture;
using Workbench.Tests.Exercises;

namespace Workbench.Tests.Notebooks;

/// <summary>What stands in the notebooks agrees with their texts and with the repository; nothing is executed.</summary>
public partial class CommittedOutputTests
{
    private const double Least = 60;

    [Fact]
    public void No_output_says_that_a_study_is_missing_which_is_recorded() => Rule.Holds(
        Shipped.Paths.SelectMany(path => StaleOutputs.Describe(NotebookEngine.Notebooks.Notebook.Read(path), RecordedStudy.Names().Contains).Select(finding => $"{Path.GetFileName(path)}, {finding}")),
        "Run `workbench notebooks run` and commit the outputs.");

    [Fact]
    public void What_is_asked_of_a_recorded_study_is_compared() => Rule.Holds(
        from path in Shipped.Paths
        from cell in Shipped.Read(path).Code()
        where cell.Is("volatile") && cell.Source.Contains($"{nameof(RecordedStudy)}.{nameof(RecordedStudy.Find)}", StringComparison.Ordinal)
        select $"{Path.GetFileName(path)}: {cell.Id}",
        "Give it a cell of its own, without the tag 'volatile': nothing compares what a volatile cell says.");

    [Fact]
    public void That_a_study_is_missing_is_said_in_the_words_that_are_looked_for() => Rule.Holds(
        from path in Shipped.Paths
        from cell in Shipped.Read(path).Code()
        where cell.Source.Contains("not recorded", StringComparison.OrdinalIgnoreCase)
        select $"{Path.GetFileName(path)}: {cell.Id}",
        $"Say it with {nameof(RecordedStudy)}.{nameof(RecordedStudy.NotRecorded)}.");

    // Every new record may add to the ledger: a notebook that was not executed again would go on saying less.
    [Fact]
    public void The_ledger_is_shown_as_it_is_today()
    {
        ClaimAnswer[] answers = [.. ClaimLedger.Load().Answer().Rows.Where(answer => answer.Proxy is not null)];
        var table = Lines(Repository.PathTo("notebooks", "07-claims.ipynb"));
        Rule.Holds(
            [
                .. from answer in answers
                   where !table.Any(line => IsOf(answer, line))
                   select $"07-claims.ipynb: {answer.Claim.Id}",
                .. from path in Lessons.Paths
                   let rows = string.Join('\n', Lines(path))
                   from answer in answers
                   from Match shown in Regex.Matches(rows, $@"^claim +{Regex.Escape(answer.Claim.Id)}\n(?:.+\n)*?measured +(.+)$", RegexOptions.Multiline)
                   where shown.Groups[1].Value != answer.Proxy!.Ours
                   select $"{Path.GetFileName(path)}: {answer.Claim.Id}",
            ],
            "Run `workbench notebooks run` with this notebook and commit the outputs.");

        static string[] Lines(string path) => [.. NotebookComparison.Shown(NotebookEngine.Notebooks.Notebook.Read(path)).Select(shown => shown.Line)];

        static bool IsOf(ClaimAnswer answer, string line) =>
            line.StartsWith($"{answer.Claim.Id} ", StringComparison.Ordinal)
            && line.Contains($" {answer.ProxyWords} ", StringComparison.Ordinal)
            && line.EndsWith(answer.Proxy!.Ours, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00-start-here.ipynb")]
    [InlineData("20-your-own-block.ipynb")]
    public void The_network_that_is_trained_at_first_contact_has_learned(string name)
    {
        var said = Assert.Single(NotebookComparison.Shown(Shipped.Read(name)).Select(shown => TestAccuracy().Match(shown.Line)), match => match.Success);
        Assert.InRange(double.Parse(said.Groups["percent"].Value, CultureInfo.InvariantCulture), Least, 100);
    }

    [GeneratedRegex(@"^test accuracy +(?<percent>[\d.]+) %")]
    private static partial Regex TestAccuracy();
}
