using System.Globalization;
using Sandglass.Runtime;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Supernet;
using Sandglass.Search.Training;
using Sandglass.Statistics;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Search.Tests.Studies;

public sealed class SearchStudyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("search-study").FullName;

    [Fact]
    public void The_study_in_small_is_recorded_and_read_again()
    {
        var preset = SearchPreset.Smoke with { Seeds = [1], Searching = SearchPreset.Smoke.Searching with { Epochs = 1 } };
        var study = SearchComparison.Of(preset);
        using var data = preset.LoadData();
        var store = new RunStore(Path.Combine(_folder, "runs"));
        var steps = new Steps();
        var record = study.Train(store, _ => steps, TestContext.Current.CancellationToken);
        Assert.Equal(["with-sandglass", "original", "random", "random-original"], record.Rows.Select(row => row.Arm));
        Assert.All(record.Rows, row => Assert.Equal(FoundIn(row.Arm).Genotype.ToString(), row.Word("genotype")));
        Assert.All(record.Rows, row => Assert.Equal(RunOf(row.Arm).Hash, row.Run));
        Assert.All(record.Rows, row => Assert.Equal((Backends.Fused, SearchOf(row.Arm).Hash), (row.Backend, row.Word(StudyRow.NeededRuns))));
        Assert.All(SearchArm.Twins, twins => Assert.Equal(
            [preset.BudgetOf(twins.Searched.Space, data.Training.Count), ((RandomSearch)SearchOf(twins.Random.Name).Task).Budget],
            [SearchEffort.Of(record, twins.Searched.Name).MultiplyAdds, SearchOf(twins.Searched.Name) is var search ? search.Task.Work(search.Recipe, data.Training.Count) : 0]));
        Assert.Equal(1000, steps.Last);
        Assert.True(steps.Falls <= 3, "each arm's steps only rise");

        var found = Path.Combine(_folder, "record");
        RecordedStudy.Write(found, record);
        var again = RecordedStudy.Read(found);
        Assert.Equal(4, again.Rows.Count);
        Assert.Equal(
            record.Rows.Select(row => (row.Arm, row.Word("genotype"), row.TestAccuracy)), again.Rows.Select(row => (row.Arm, row.Word("genotype"), row.TestAccuracy)));
        Assert.Equal(FoundIn("random").Candidates.Count + FoundIn("random-original").Candidates.Count, again.RandomCandidates().Count);
        Assert.Equal("1 epoch of all operations", SearchEffort.Of(again, "with-sandglass").Words);
        Assert.All((string[])["random", "random-original"], arm => Assert.Equal($"{FoundIn(arm).Candidates.Count} cells", SearchEffort.Of(again, arm).Words));
        Assert.InRange(SearchEffort.Of(again, "random").MultiplyAdds, 1, ((RandomSearch)SearchOf("random").Task).Budget);
        Assert.All(again.Rows, row => Assert.Equal(row.Parameters, new CellClassification(again.Derived(row.Arm, Genotype.Parse(row.Word("genotype")))).Cost.Parameters));
        var (was, @is) = (FoundIn("with-sandglass").Epochs[^1], again.Trajectory("with-sandglass", seed: 1)[^1]);
        Assert.Equal(was.Genotype, @is.Genotype);
        Assert.Equal(was.Normal.SelectMany(edge => edge), @is.Normal.SelectMany(edge => edge), (a, b) => Math.Abs(a - b) <= 5e-5);
        Assert.Equal(was.Reduction.Length, @is.Reduction.Length);
        Assert.Equal(preset.Of(SearchSpace.WithSandglass).Operations, again.Space("random").Operations);
        Assert.Throws<WorkbenchException>(() => again.Space("none"));

        foreach (var (file, content, read) in (IEnumerable<(string, string, Action<StudyRecord>)>)
        [
            (SearchComparison.Candidates, "arm,group,seed\nrandom,,1\n", read => read.RandomCandidates()),
            (SearchComparison.Trajectories, "arm,group,seed,epoch\noriginal,,1,1\n", read => read.Trajectory("original", 1)),
            ("environments.json", "[]", _ => { }),
        ])
        {
            RecordedStudy.Write(found, record);
            File.WriteAllText(Path.Combine(found, file), content);
            Assert.Contains(SearchComparison.Name, Assert.Throws<WorkbenchException>(() => read(RecordedStudy.Read(found))).Message);
        }

        RunSpec RunOf(string arm) => preset.RunOf(SearchArm.Named(arm), data, 1) is var run
            ? run with { Task = run.Task.ForSeed(1, data.Identity, "cpu", Backends.Fused), Backend = Backends.Fused }
            : run;
        RunSpec SearchOf(string arm) => preset.SearchOf(SearchArm.Named(arm), data, 1) with { Backend = Backends.Fused };
        FoundSearch FoundIn(string arm) => FoundSearch.Of(store.Find(SearchOf(arm))!);
    }

    [Fact]
    public void Differences_are_paired_by_seed_and_corrected_together()
    {
        var record = Record(
            ("with-sandglass", [0.80, 0.81, 0.82]), ("original", [0.77, 0.7801, 0.7899]), ("random", [0.80, 0.70, 0.85]), ("random-original", [0.7701, 0.7801, 0.7898]));
        var differences = ComparisonOutcome.Of(record);
        Assert.Equal(
            [("with-sandglass", "original"), ("with-sandglass", "random"), ("original", "random-original")], differences.Select(difference => (difference.Planned.First, difference.Planned.Second)));
        Assert.Equal(0.03, differences[0].Test.Difference.Mean, 6);
        Assert.Equal([Verdict.Ahead, Verdict.Undecided, Verdict.Equivalent], differences.Select(difference => difference.Verdict));
        Assert.All(differences, difference => Assert.Equal((true, 3), (difference.Planned.IsPrimary, difference.Comparisons)));
    }

    [Fact]
    public void A_score_that_orders_as_accuracy_does_correlates_fully_and_one_that_reverses_not_at_all()
    {
        Observed<RandomCandidate>[] candidates =
        [
            .. from seed in (int[])[1, 2]
               from number in Enumerable.Range(1, 6)
               select new Observed<RandomCandidate>(
                   "random", "", null, seed, new RandomCandidate(number, Genotype.DartsV2, 0.1 * number, 1, number * number, -number, (number * 5) % 7, 0, 1)),
        ];
        Assert.Equal(1, ScoreCorrelation.Of(candidates, candidate => candidate.Parameters)!.Mean, 6);
        Assert.Equal(-1, ScoreCorrelation.Of(candidates, candidate => candidate.MultiplyAdds)!.Mean, 6);
        var some = ScoreCorrelation.Of(candidates, candidate => candidate.GradientNorm)!; // 5, 3, 1, 6, 4, 2: sum of squared rank differences 42 of n(n² - 1)/6 = 35
        Assert.Equal(1 - (42.0 / 35), some.Mean, 6);
        Assert.Empty(ScoreCorrelation.Of(Record(("random", [0.5, 0.5]))));
    }

    [Theory]
    [InlineData(0.3, 0.1, 0.5, "0.30 (0.10 to 0.50), rises with accuracy")]
    [InlineData(-0.3, -0.5, -0.1, "−0.30 (−0.50 to −0.10), falls with accuracy")]
    [InlineData(0.3, -0.001, 0.6, "0.30 (0.00 to 0.60), undecided")]
    [InlineData(0.9, double.NaN, double.NaN, "0.90 (one seed), undecided")]
    public void A_correlation_is_undecided_where_its_interval_holds_zero(double rho, double low, double high, string words) =>
        Assert.Equal(words, new ScoreCorrelation("random", "SynFlow", new Interval(rho, low, high, 0.95)).ToString());

    [Fact]
    public void The_standard_proxy_is_what_the_study_says()
    {
        var lines = SearchPreset.Standard.Describe(10_000);
        Assert.Contains(lines, line => line.Contains("5 cells, 24 channels, 14 px, 4 nodes", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("(9,451 G in original, 12,327 G in with-sandglass)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("4 epochs of 78 steps with 64 images of each half of 10,000", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("4 of 8 edges", StringComparison.Ordinal));
        Assert.Throws<WorkbenchException>(() => SearchPreset.Named("none"));
        Assert.Throws<WorkbenchException>(() => SearchArm.Named("none"));
    }

    [Fact]
    public void In_the_standard_proxy_a_sandglass_has_four_hidden_channels_or_more()
    {
        var (preset, genotype) = (SearchPreset.Standard, RandomSearch.Sample(SearchSpace.WithSandglass with { Operations = [CandidateOperation.Sandglass(3)] }, new RandomStreams(1).Open("cells")));
        int[] hidden = [.. SearchNetwork.ShapesOf(preset.Of(SearchSpace.WithSandglass)).Cells.Concat(preset.Derived(genotype).Shapes.Cells)
            .SelectMany(cell => CandidateOperation.Sandglass(3).Layers(cell.Channels, 1)).Cast<BlockLayer>().Select(layer => layer.Spec.HiddenChannels)];
        Assert.Equal([4, 8, 8, 16, 16, 4, 8, 8, 16, 16], hidden);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static StudyRecord Record(params (string Arm, double[] Accuracies)[] arms)
    {
        var protocol = new StudyProtocol("search", "?", 0.01, [1, 2, 3], SearchComparison.Of(SearchPreset.Smoke).Comparisons, "test_accuracy");
        var rows = from arm in arms
                   from accuracy in arm.Accuracies.Index()
                   select new StudyRow(
                       arm.Arm, "", null, accuracy.Index + 1, "", 0,
                       new Dictionary<string, string> { ["test_accuracy"] = accuracy.Item.ToString(CultureInfo.InvariantCulture) });
        return new StudyRecord(protocol, [.. rows], []);
    }

    private sealed class Steps : IProgress<TrainingProgress>
    {
        internal int Last { get; private set; }

        internal int Falls { get; private set; }

        public void Report(TrainingProgress value)
        {
            Falls += value.Step < Last ? 1 : 0;
            Last = value.Step;
        }
    }
}
