using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figures of the recorded comparison of searches.</summary>
internal static class SearchStudyFigures
{
    private static readonly (string Axis, string Name, Func<RandomCandidate, double> Of)[] Shown =
    [
        ("Length of the gradient", "gradient norm", c => c.GradientNorm),
        ("SynFlow (natural logarithm)", "SynFlow", c => c.LogSynFlow),
        ("Parameters (thousands)", "parameters", c => c.Parameters / 1e3),
    ];

    /// <summary>Test accuracy (%) of what each arm found against its parameters, each seed and the mean with its interval.</summary>
    /// <param name="record">The study.</param>
    /// <exception cref="ArgumentException">It has no run.</exception>
    public static Figure Accuracy(StudyRecord record)
    {
        Seeds.Require(record.Rows);
        var arms = record.Rows.GroupBy(row => row.Arm).ToArray();
        var series = arms.Zip(SearchPalette.For([.. arms.Select(arm => arm.Key)]), (arm, style) => ArmSeries([.. arm.OrderBy(row => row.Seed)], style)).ToArray();
        var marks = series.SelectMany(s => s.Marks).ToArray();
        return new Figure(
            "search-accuracy",
            "What the searches found, trained from scratch",
            $"Filled: mean over {Seeds.Count(arms.Select(arm => arm.Count()))} with its 95 % t interval; open: a seed. "
                + "Each random search had the multiply-adds of the search of its space.",
            [
                new Panel(
                    "",
                    Axis.Around("Parameters (thousands)", marks.Select(mark => mark.X), margin: 0.12, least: 0),
                    Axis.Around("Test accuracy (%)", marks.SelectMany(mark => (double[])[mark.Y, mark.Low, mark.High]), margin: 0.1, least: 0, most: 100),
                    series),
            ])
        {
            StandsByPictures = true,
        };
    }

    /// <summary>The planned differences in test accuracy (points) with their intervals, the band of those that do not matter, and the verdicts.</summary>
    /// <param name="record">The study.</param>
    /// <exception cref="ArgumentException">No comparison has runs.</exception>
    public static Figure Differences(StudyRecord record) => Differences(record, record.Verdicts());

    /// <summary>The same of what the comparisons came to, where that is known.</summary>
    public static Figure Differences(StudyRecord record, IReadOnlyList<ComparisonOutcome> outcomes) =>
        DifferenceFigures.Of(record, outcomes, "Does a search gain from the sandglass, and either from searching?");

    /// <summary>Accuracy (%) of the random candidates against what is known of them without training; a row of panels a space.</summary>
    /// <param name="record">The study.</param>
    /// <exception cref="ArgumentException">It has no candidate.</exception>
    public static Figure Candidates(StudyRecord record)
    {
        var candidates = record.RandomCandidates();
        Seeds.Require(candidates);
        var arms = candidates.GroupBy(row => row.Arm).ToArray();
        int[] seeds = [.. candidates.Select(row => row.Seed).Distinct().Order()];
        var styles = SearchPalette.For([.. seeds.Select(seed => FormattableString.Invariant($"Seed {seed}"))]);
        var found = ScoreCorrelation.Of(record).ToLookup(score => score.Arm);
        var y = Axis.Around("Accuracy after a short training (%)", candidates.Select(row => 100 * row.Row.Accuracy), least: 0, most: 100);
        return new Figure(
            "search-candidates",
            "Do scores without training foresee the accuracy of random cells?",
            $"Random candidates of {Seeds.Count([seeds.Length])}, {candidates.Count} in all. Rank correlation with accuracy (Spearman within seeds, 95 % t interval over them): "
                + string.Join(". ", arms.Select(arm => $"{arm.Key}: {string.Join("; ", Shown.Select(score => $"{score.Name} {found[arm.Key].FirstOrDefault(of => of.Score == score.Name)?.ToString() ?? "-"}"))}")) + ".",
            [
                .. from arm in arms
                   from score in Shown
                   select new Panel(
                       arms.Length > 1 ? arm.Key : "",
                       Axis.Around(score.Axis, candidates.Select(row => score.Of(row.Row))),
                       y,
                       [.. seeds.Zip(styles, (seed, style) => new Series(
                           style with { Line = LineForm.None }, Spread.Bars, [.. arm.Where(row => row.Seed == seed).Select(row => Candidate(row.Row, score.Of))]))]),
            ])
        {
            Columns = Shown.Length,
        };
    }

    private static Series ArmSeries(IReadOnlyList<StudyRow> rows, SeriesStyle style)
    {
        var accuracy = TInterval.OfMean([.. rows.Select(row => 100 * row.TestAccuracy)]);
        var mean = new Mark(
            rows.Average(row => row.Parameters / 1e3),
            accuracy.Mean,
            accuracy.Low,
            accuracy.High,
            FormattableString.Invariant($"{style.Name}, mean of {rows.Count}\n{accuracy.Mean:0.00} % ({accuracy.Low:0.00} to {accuracy.High:0.00})\n{rows.Average(row => row.Parameters):n0} parameters"));
        return new Series(style with { Line = LineForm.None }, Spread.Bars, [.. rows.Select(Seed), mean]);

        Mark Seed(StudyRow row) => new(
            row.Parameters / 1e3,
            100 * row.TestAccuracy,
            FormattableString.Invariant($"{row.Arm}, seed {row.Seed}\n{100 * row.TestAccuracy:0.00} %\n{row.Parameters:n0} parameters, {row.MultiplyAdds / 1e6:0.00} M multiply-adds"))
        {
            Filled = false,
        };
    }

    private static Mark Candidate(RandomCandidate candidate, Func<RandomCandidate, double> score) => new(
        Digits.Keep(score(candidate)),
        Digits.Keep(100 * candidate.Accuracy),
        FormattableString.Invariant($"candidate {candidate.Number}: {100 * candidate.Accuracy:0.0} %"));
}
