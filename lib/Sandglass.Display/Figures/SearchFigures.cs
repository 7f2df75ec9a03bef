using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Display.Figures;

/// <summary>The figures of an architecture search.</summary>
internal static class SearchFigures
{
    private const float FurtherThickness = 3; // a search: skip connections are whole numbers, and equal lines would hide each other
    private static readonly SeriesStyle Limit = NullPalette.Of("Limit of the alarm", LineForm.Dotted);

    /// <summary>The weights of the operations on each edge of both cells: live with a slider over the epochs, still in the
    /// last; what the derivation keeps is marked.</summary>
    /// <param name="space">The space that was searched.</param>
    /// <param name="epochs">Its epochs.</param>
    /// <exception cref="ArgumentException">There is no epoch, or the weights are not of the space.</exception>
    public static Figure Weights(SearchSpace space, params IReadOnlyList<SearchEpoch> epochs) => WeightMap.Build(space, epochs);

    /// <summary>The weights of a finished search.</summary>
    /// <param name="run">The search.</param>
    public static Figure Weights(FoundSearch run) => Weights(run.Space, run.Epochs);

    /// <summary>Accuracy, entropy of the weights, skip connections with the alarm, and how near each epoch's genotype is to
    /// the last, by epoch; a line a search.</summary>
    /// <param name="courses">The searches.</param>
    /// <exception cref="ArgumentException">There is no search, or one without epochs.</exception>
    public static Figure Trajectory(params IReadOnlyList<SearchCourse> courses)
    {
        if (courses.Count == 0 || courses.Any(course => course.Epochs.Count == 0))
        {
            throw new ArgumentException("A trajectory needs at least one search of at least one epoch.", nameof(courses));
        }
        var styles = SearchPalette.For([.. courses.Select(course => course.Look)]);
        var looks = styles.Distinct().Count();
        var last = courses.Max(course => course.Epochs[^1].Epoch);
        var x = new Axis("Epoch", 1 - Math.Max(0.3, 0.015 * last), last + Math.Max(0.3, 0.02 * last), WholeNumbers: true);
        Panel Panel(string heading, Axis y, Func<SearchCourse, SeriesStyle, int, IEnumerable<Series>> series) =>
            new(heading, x, y, [.. courses.SelectMany((course, i) => series(course, styles[i], i))]);
        var epochs = courses.SelectMany(course => course.Epochs).ToArray();
        var most = courses.Max(course => Math.Max(course.SkipLimit, course.Epochs.Max(epoch => epoch.Skips)));
        var skips = Panel(
            "Skip connections",
            new Axis("Skip connections, normal cell", -0.3, most + 0.7, WholeNumbers: true),
            // Without markers, unless colours repeat: in a short search they would cover the diamonds.
            (course, style, i) => Skips(course, looks > SearchPalette.Distinct ? style : style with { Marker = MarkerForm.None }, 2 + (FurtherThickness * (courses.Count - 1 - i))));
        return new Figure(
            "search-trajectory",
            courses.Count == 1 ? $"How the search went: {courses[0].Name}" : "How the searches went",
            Note(courses),
            [
                Panel("Accuracy", Axis.Around("Accuracy (%)", epochs.SelectMany(Accuracies), least: 0, most: 100), (course, style, _) =>
                [
                    Line(course, Dash(style, "training"), "training accuracy", " %", epoch => 100 * epoch.TrainingAccuracy),
                    Line(course, style, "validation accuracy", " %", epoch => 100 * epoch.ValidationAccuracy),
                ]),
                Panel("Entropy of the weights", Axis.Around("Entropy (share of the uniform's)", epochs.SelectMany(Entropies), least: 0, most: 1.02), (course, style, _) =>
                [
                    Line(course, Dash(style, "reduction cell"), "entropy, reduction cell", "", epoch => SearchQuantity.Entropy(epoch.Reduction)),
                    Line(course, style, "entropy, normal cell", "", epoch => SearchQuantity.Entropy(epoch.Normal)),
                ]),
                skips with { Series = [.. Limits(courses, x), .. skips.Series] },
                Panel("Edges as in the last epoch's genotype", new Axis("Share of edges (%)", -4, 104), (course, style, _) =>
                {
                    var found = Genotype.Parse(course.Epochs[^1].Genotype);
                    return [Line(course, style, "edges as in the last epoch", " %", epoch => 100 * SearchQuantity.SharedEdges(Genotype.Parse(epoch.Genotype), found))];
                }),
            ])
        {
            Columns = 2,
        };
    }

    /// <summary>The trajectory of a finished search.</summary>
    /// <param name="run">The search.</param>
    public static Figure Trajectory(FoundSearch run) => Trajectory(SearchCourse.Of(run));

    private static IEnumerable<double> Accuracies(SearchEpoch epoch) => [100 * epoch.TrainingAccuracy, 100 * epoch.ValidationAccuracy];

    private static IEnumerable<double> Entropies(SearchEpoch epoch) => [SearchQuantity.Entropy(epoch.Normal), SearchQuantity.Entropy(epoch.Reduction)];

    private static SeriesStyle Dash(SeriesStyle style, string what) => style with { Name = $"{style.Name}: {what}", Line = LineForm.Dashed, Marker = MarkerForm.None };

    private static Series Line(
        SearchCourse course, SeriesStyle style, string what, string unit, Func<SearchEpoch, double> of) =>
        new(style, Spread.Band, [.. course.Epochs.Select(epoch =>
        {
            var value = Digits.Keep(of(epoch));
            return new Mark(epoch.Epoch, value, FormattableString.Invariant($"{course.Name}, epoch {epoch.Epoch}\n{what}: {value:0.###}{unit}"));
        })]);

    private static IEnumerable<Series> Skips(SearchCourse course, SeriesStyle style, float thickness)
    {
        yield return Line(course, style, "skip connections", "", epoch => epoch.Skips) with { Thickness = thickness, InLegend = false };
        if (course.Epochs.FirstOrDefault(epoch => epoch.Alarm) is { } rings)
        {
            var remark = FormattableString.Invariant($"{course.Name}\nthe alarm first rings in epoch {rings.Epoch}");
            var diamond = style with { Line = LineForm.None, Marker = MarkerForm.Diamond };
            yield return new Series(diamond, Spread.Bars, [new Mark(rings.Epoch, rings.Skips, remark) { Filled = false }]) { InLegend = false };
        }
    }

    private static IEnumerable<Series> Limits(IReadOnlyList<SearchCourse> courses, Axis x) =>
        courses.Select(course => course.SkipLimit).Distinct().Order().Select(limit => new Series(
            Limit,
            Spread.Band,
            [.. new[] { x.Low, x.High }.Select(end => new Mark(end, limit, FormattableString.Invariant($"limit of the alarm: {limit}")))])
        {
            IsNull = true,
        });

    private static string Note(IReadOnlyList<SearchCourse> courses)
    {
        var rung = courses.Select(course => (course.Name, course.Epochs.FirstOrDefault(epoch => epoch.Alarm)?.Epoch)).ToArray();
        var alarm = rung.All(course => course.Epoch is null)
            ? "The alarm did not ring."
            : $"Diamond: the alarm first rings ({string.Join("; ", rung.Where(course => course.Epoch is not null).Select(course => FormattableString.Invariant($"{(courses.Count > 1 ? $"{course.Name}: " : "")}epoch {course.Epoch}")))}).";
        return (courses.Count == 1 ? "One search: no spread is shown. " : "One line a search; of skip connections thick ones lie behind. ")
            + "Accuracies are of the search network on batches that it learns from. "
            + "Entropy: mean over edges; 1 is undecided, 0 one operation alone. Genotypes: both cells. " + alarm;
    }
}

/// <summary>The course of a search, to be drawn beside others.</summary>
/// <param name="Name">What tells it apart, such as its space or seed.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="SkipLimit">Skip connections at which its alarm rings.</param>
internal sealed record SearchCourse(string Name, IReadOnlyList<SearchEpoch> Epochs, int SkipLimit)
{
    /// <summary>What it has in common with others, such as the arm of a study; those look alike. Null: nothing.</summary>
    public string? Arm { get; init; }

    internal string Look => Arm ?? Name;

    /// <summary>The course of a finished search by alphas, named by its space and seed.</summary>
    public static SearchCourse Of(FoundSearch run) => Of(run.Spec, run.Epochs);

    internal static SearchCourse Of(RunSpec spec, IReadOnlyList<SearchEpoch> epochs) => new(
        FormattableString.Invariant($"{spec.Task.Name}, seed {spec.Seed}"), epochs, ((AlphaSearch)spec.Task).SkipLimit);
}

/// <summary>What is read off a search's weights and genotypes.</summary>
internal static class SearchQuantity
{
    /// <summary>
    /// Mean entropy of the edges' softmax weights, [edge][operation], in shares of the uniform's: 1 is undecided, 0 one
    /// operation alone.
    /// </summary>
    public static double Entropy(double[][] weights) =>
        weights.Average(edge => edge.Length < 2 ? 0 : edge.Sum(weight => weight > 0 ? -weight * Math.Log(weight) : 0) / Math.Log(edge.Length));

    /// <summary>Share of the edges of both cells that two genotypes have in common; an edge is the same where node, origin
    /// and operation are, whichever of a node's two comes first.</summary>
    public static double SharedEdges(Genotype one, Genotype other)
    {
        var shared = Shared(one.Normal, other.Normal) + Shared(one.Reduction, other.Reduction);
        return (double)shared / (one.Normal.Edges.Count + one.Reduction.Edges.Count);
    }

    private static int Shared(CellGenotype one, CellGenotype other)
    {
        var left = Edges(other).ToList();
        return Edges(one).Count(left.Remove);
    }

    private static IEnumerable<(int Node, GenotypeEdge Edge)> Edges(CellGenotype cell) => cell.Edges.Select((edge, i) => (i / 2, edge));
}
