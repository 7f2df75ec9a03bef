using System.Globalization;
using System.Text.RegularExpressions;
using Sandglass;
using Sandglass.Detection.Studies;
using Sandglass.Display.Figures;
using Sandglass.Display.Tables;
using Sandglass.Networks;
using Sandglass.Paper;
using Sandglass.Runtime;
using Sandglass.Statistics;
using Sandglass.Studies;
using Workbench.Studies;

namespace Workbench.Tests.Claims;

/// <summary>What the documents say of recorded studies is what the records say. Tables are written by <c>WORKBENCH_ACCEPT=1</c>.</summary>
public class QuotedVerdictTests
{
    private const int CostColumns = 6; // arm, outcome, ±, seeds, parameters, multiply-adds: other columns are each task's own

    private static readonly StudyRecord Blocks = Study.Load("blocks");

    public static TheoryData<string> Compared => [.. RecordedStudy.Names().Where(name => Study.Load(name).Protocol.Comparisons.Count > 0)];

    public static TheoryData<string> Swept => [.. RecordedStudy.Names().Where(name => LearningRateFigure.Fits(Study.Load(name)))];

    [Fact]
    public void The_README_has_the_verdicts_of_the_main_comparison() => Follows("README.md", "verdicts of blocks", Table(
        ["images", "learning rate", "budget", "sandglass against the inverted residual", "sandglass against the classic bottleneck"],
        from images in ((string Name, ComparedImages Set)[])[("Fashion-MNIST", ComparedImages.Garments), ("glyphs", ComparedImages.Glyphs)]
        from rate in ((string Words, string Study)[])[("one for all", "blocks"), ("each family's best", "blocks-tuned")]
        from budget in Primary($"{rate.Study}{images.Set.Suffix}").GroupBy(outcome => outcome.Planned.Group)
        select (string[])
        [
            images.Name,
            rate.Words,
            string.Create(CultureInfo.InvariantCulture, $"{images.Set.FullBudget * double.Parse(budget.Key[..^1], CultureInfo.InvariantCulture) / 1e6:0.0} M"),
            .. new[] { "inverted", "bottleneck" }.Select(other => budget.Single(outcome => outcome.Planned.Second == other))
                .Select(outcome => $"{outcome.Words} ({Bounds(outcome, outcome.Corrected)})"),
        ]));

    [Fact]
    public void What_the_README_concludes_from_them_follows()
    {
        Assert.All(Against("inverted", "blocks", "blocks-tuned"), verdict => Assert.Equal(Verdict.Behind, verdict));
        Assert.Equal([Verdict.Equivalent, Verdict.Equivalent, Verdict.Ahead], Against("inverted", "blocks-glyphs"));
        Assert.Equal([Verdict.Behind, Verdict.Undecided, Verdict.Equivalent], Against("inverted", "blocks-tuned-glyphs"));
        Assert.All(Against("bottleneck", "blocks", "blocks-tuned", "blocks-glyphs", "blocks-tuned-glyphs"), verdict => Assert.Equal(Verdict.Ahead, verdict));

        static Verdict[] Against(string other, params string[] studies) =>
            [.. studies.SelectMany(Primary).Where(outcome => outcome.Planned.Second == other).Select(outcome => outcome.Verdict)];
    }

    [Theory]
    [MemberData(nameof(Compared))]
    public void The_results_have_what_the_arms_of_every_study_came_to_and_every_outcome(string study)
    {
        var record = Study.Load(study);
        var arms = ArmTables.Means(record);
        Follows("docs/RESULTS.md", $"results of {study}", $"{Table([.. Headings(arms).Take(CostColumns)], arms.Rows.Select(row => row.Take(CostColumns).ToArray()))}\n{Outcomes(record)}");
    }

    [Theory]
    [MemberData(nameof(Swept))]
    public void The_results_have_the_learning_rates_of_every_sweep(string study)
    {
        var table = Study.Load(study).LearningRates();
        Follows("docs/RESULTS.md", $"rates of {study}", Table(Headings(table), table.Rows.Select(row => row.ToArray())));
    }

    [Fact]
    public void The_results_have_the_learning_rates_of_the_detectors()
    {
        var rows = Study.Load(DetectorRates.Name).Rows;
        var best = DetectorRates.Best(rows);
        string Mean(BlockFamily family, double rate) => Percent(rows.Where(row => row.Family == family && row.LearningRate == rate).Average(row => row.Number("validation_precision")));
        Follows("docs/RESULTS.md", $"rates of {DetectorRates.Name}", Table(
            ["learning rate", .. DetectorRates.Rates.Select(rate => rate.ToString(CultureInfo.InvariantCulture))],
            DetectorComparison.Families.Select(family => (string[])
            [
                FamilyBlocks.Name(family), .. DetectorRates.Rates.Select(rate => $"{(rate == best[family] ? "● " : "")}{Mean(family, rate)}"),
            ])));
    }

    [Fact]
    public void The_results_have_how_far_the_verdicts_of_the_main_comparison_hang_on_seeds_and_labels()
    {
        var table = Blocks.Robustness();
        string[] Shown(IReadOnlyList<string> cells) => [cells[0], .. cells.Skip(3)]; // verdict and difference stand above
        Follows("docs/RESULTS.md", "robustness of blocks", Table(Shown(Headings(table)), table.Rows.Select(Shown)));
    }

    [Fact]
    public void The_results_have_the_overall_difference()
    {
        var table = StudyCatalogue.OfTheMainComparison().Select(Study.Load).ToArray().Overall();
        var prediction = table.Legend.Split('\n').Single(line => line.Contains("A new cell", StringComparison.Ordinal));
        Follows("docs/RESULTS.md", "overall difference", $"{Table(Headings(table), [.. table.Rows.Append(table.Totals).Select(row => row.ToArray())])}\n{prediction}\n");
    }

    [Fact]
    public void The_results_have_the_power_of_the_main_comparison() => Follows("docs/RESULTS.md", "power of blocks", Table(
        ["seeds", "a difference of one margin is found", "equal arms are found equal", "any false difference", "any false equality"],
        new[] { 5, 10 }.Select(seeds => (Seeds: seeds, Power: Power(seeds))).Select(row => (string[])
        [
            $"{row.Seeds}", Percent(row.Power.FoundMargin), Percent(row.Power.FoundEquivalent), Percent(row.Power.FalseDifference), Percent(row.Power.FalseEquivalence),
        ])));

    [Fact]
    public void The_results_have_the_verdict_of_every_sentence_about_our_runs() => Follows("docs/RESULTS.md", "sentences", Table(
        ["claim", "verdict on our sentence", "measured"],
        ClaimLedger.Load().Answer().Rows.Where(answer => answer.Proxy is { Verdict: not ProxyVerdict.NotRecorded })
            .Select(answer => (string[])[$"`{answer.Claim.Id}`", answer.ProxyWords, answer.Proxy!.Ours])));

    private static ComparisonOutcome[] Primary(string study) => [.. Study.Load(study).Verdicts().Where(outcome => outcome.Planned.IsPrimary)];

    private static string Outcomes(StudyRecord record)
    {
        var outcomes = record.Verdicts();
        var published = PublishedEffects.Of(record.Protocol.Name, outcomes);
        return Table(
            ["comparison", "verdict", "difference", "95 % over seeds", "corrected", "published effect here"],
            outcomes.Select(outcome => (string[])
            [
                OutcomeTable.Name(outcome), outcome.Words, outcome.Column.Signed(outcome.Test.Difference.Mean),
                Bounds(outcome, outcome.Test.Difference), Bounds(outcome, outcome.Corrected), string.Join(", ", published[outcome.Planned].Select(outcome.Column.Signed)),
            ]));
    }

    // As 'workbench study power blocks' and '--seeds 5' print it.
    private static VerdictPower Power(int seeds) => VerdictPower.Of(
        StudyPower.Simulated([.. Blocks.Verdicts().Where(outcome => outcome.Planned.IsPrimary)], seeds, spread: null),
        new RandomStreams(0).Open("power/blocks"));

    private static string[] Headings(Sandglass.Display.Table table) => [.. table.Columns.Select(column => column.Heading.Replace('\n', ' '))];

    private static string Bounds(ComparisonOutcome outcome, Interval interval) => $"{outcome.Column.Signed(interval.Low)} to {outcome.Column.Signed(interval.High)}";

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Table(string[] header, IEnumerable<string[]> rows) =>
        string.Concat(rows.Prepend([.. header.Select(_ => "---")]).Prepend(header).Select(row => $"| {string.Join(" | ", row)} |\n"));

    private static void Follows(string document, string what, string table)
    {
        var path = Repository.PathTo(document.Split('/'));
        var text = File.ReadAllText(path);
        var (begin, end) = ($"<!-- {what}: written by WORKBENCH_ACCEPT=1 dotnet test --project tests/Workbench.Tests -->\n", $"<!-- end of {what} -->\n");
        var written = Regex.Match(text, $"{Regex.Escape(begin)}(.*?){Regex.Escape(end)}", RegexOptions.Singleline).Groups[1];
        Assert.True(written.Success, $"{document} has no place for the {what}");
        if (Environment.GetEnvironmentVariable("WORKBENCH_ACCEPT") == "1")
        {
            File.WriteAllText(path, string.Concat(text.AsSpan(0, written.Index), table, text.AsSpan(written.Index + written.Length)));
            return;
        }

        Assert.Equal(table, written.Value);
    }
}
