using Benchmarks.Training;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Training;

namespace Benchmarks.Search;

/// <summary>What all rounds measured; a measurement of a way is at the place of its round.</summary>
/// <param name="Peer">The peer in Python, if there is one.</param>
/// <param name="Threads">Threads of each side.</param>
internal sealed record SearchReport(Peer? Peer, int Threads)
{
    private const double LossTolerance = 1e-3;

    private readonly List<(SearchCase Case, List<SearchMeasurement> Rounds)> _cases = [];
    private readonly Dictionary<string, List<SearchMeasurement>> _layouts = [];

    /// <summary>The machine's limit in each round, FLOP a second.</summary>
    internal List<double> Limits { get; } = [];

    /// <summary>The layout with which the peer is faster.</summary>
    private string? Faster => _layouts.Count == 0 ? null : _layouts.MinBy(layout => layout.Value.Select(round => round.Step).Median()).Key;

    /// <summary>What the peer searches too.</summary>
    private SearchCase Compared => _cases.Select(known => known.Case).First(subject =>
        subject is { SecondOrder: false, Backend: Backends.LibTorch } && subject.Space == SearchCase.Spaces[0].Name);

    internal void Add(SearchCase subject, SearchMeasurement measured)
    {
        if (_cases.All(known => known.Case != subject))
        {
            _cases.Add((subject, []));
        }

        _cases.First(known => known.Case == subject).Rounds.Add(measured);
    }

    internal void Add(string layout, SearchMeasurement measured)
    {
        _layouts.TryAdd(layout, []);
        _layouts[layout].Add(measured);
    }

    internal void Print(TextWriter output)
    {
        var table = new TextColumns(
            $"batches of {_cases[0].Case.Recipe.BatchSize}, {Threads} thread(s)",
            "G multiply-adds a step", "s a step (median, least)", "of them the processor's", "of the limit", "Python / C#", "in first order's steps", "libtorch / fused", "losses differ");
        var limit = Limits.Median();
        foreach (var (subject, rounds) in _cases.OrderBy(known => known.Case.SecondOrder).ThenBy(known => known.Case.Space != SearchCase.Spaces[0].Name))
        {
            var comparable = !subject.SecondOrder && subject.Space == SearchCase.Spaces[0].Name && Faster is not null;
            table.Add(
            [
                $"C#, {subject.Name}", $"{subject.MultiplyAdds / 1e9:0.0}", Seconds(rounds), Processor(rounds), Share(subject, rounds, limit),
                comparable ? Ratio(_layouts[Faster!], rounds) : "-",
                subject.SecondOrder ? Ratio(rounds, RoundsOf(subject with { SecondOrder = false })) : "-",
                .. subject.Backend == Backends.Fused ? Beside(RoundsOf(subject with { Backend = Backends.LibTorch }), rounds) : ["-", "-"],
            ]);
        }

        var compared = Compared;
        foreach (var (layout, rounds) in _layouts)
        {
            table.Add($"PyTorch {Peer!.Version}, {layout}", $"{compared.MultiplyAdds / 1e9:0.0}", Seconds(rounds), Processor(rounds), Share(compared, rounds, limit), "-", "-", "-", "-");
        }

        table.Write(output);
        output.WriteLine($"The limit: {limit / 1e9:0.0} GFLOP/s in a product of 1024x1024 matrices, float32, {Threads} thread(s). Ratios: median of the rounds' (least to greatest).");
    }

    /// <summary>All sides must have searched the same; the first step's loss knows nothing of rounding yet.</summary>
    /// <exception cref="WorkbenchException">They did not.</exception>
    internal void Check()
    {
        var own = RoundsOf(Compared);
        foreach (var (layout, rounds) in _layouts)
        {
            Require(own, rounds, layout);
        }

        foreach (var (subject, rounds) in _cases.Where(known => known.Case.Backend == Backends.Fused))
        {
            Require(RoundsOf(subject with { Backend = Backends.LibTorch }), rounds, subject.Name);
        }
    }

    private static void Require(List<SearchMeasurement> own, List<SearchMeasurement> other, string name)
    {
        var difference = LossDifference(own, other);
        if (!(difference <= LossTolerance) || own[0].TrainingLosses.Count != other[0].TrainingLosses.Count)
        {
            throw new WorkbenchException($"the losses differ by {difference:0.0e+0} ({name}), so the two sides did not search the same: the ratio means nothing");
        }
    }

    private List<SearchMeasurement> RoundsOf(SearchCase subject) => _cases.First(known => known.Case == subject).Rounds;

    private static string Seconds(List<SearchMeasurement> rounds) =>
        $"{rounds.Select(round => round.Step).Median():0.000} ({rounds.Min(round => round.Step):0.000})";

    private static string Processor(List<SearchMeasurement> rounds) => $"{rounds.Select(round => round.ProcessorStep).Median():0.000}";

    private static string Share(SearchCase subject, List<SearchMeasurement> rounds, double limit) =>
        $"{100 * 2 * subject.MultiplyAdds / rounds.Select(round => round.Step).Median() / limit:0.0} %";

    private static string[] Beside(List<SearchMeasurement> libtorch, List<SearchMeasurement> fused) => [Ratio(libtorch, fused), $"{LossDifference(libtorch, fused):0.0e+0}"];

    // Of the first step, which knows nothing of rounding yet.
    private static double LossDifference(List<SearchMeasurement> one, List<SearchMeasurement> other) => Math.Abs(one[0].TrainingLosses[0] - other[0].TrainingLosses[0]);

    private static string Ratio(List<SearchMeasurement> over, List<SearchMeasurement> under)
    {
        var ratios = over.Zip(under, (one, other) => one.Step / other.Step).ToArray();
        return $"{ratios.Median():0.00} ({ratios.Min():0.00} to {ratios.Max():0.00})";
    }
}
