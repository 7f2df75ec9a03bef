using System.Globalization;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
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
        Assert.Equal(["with-sandglass", "original", "random"], record.Rows.Select(row => row.Arm));
        Assert.All(record.Rows, row => Assert.Equal(FoundIn(row.Arm).Genotype.ToString(), row.Word("genotype")));
        Assert.All(record.Rows, row => Assert.Equal(preset.RunOf(SearchArm.Named(row.Arm), data, 1).Hash, row.Run));
        Assert.Equal(1000, steps.Last);
        Assert.True(steps.Falls <= 2, "each arm's steps only rise");

        var found = Path.Combine(_folder, "record");
        RecordedStudy.Write(found, record);
        var again = RecordedStudy.Read(found);
        Assert.Equal(3, again.Rows.Count);
        Assert.Equal(
            record.Rows.Select(row => (row.Arm, row.Word("genotype"), row.TestAccuracy)), again.Rows.Select(row => (row.Arm, row.Word("genotype"), row.TestAccuracy)));
        Assert.Equal(FoundIn("random").Candidates.Count, again.RandomCandidates().Count);
        var (was, @is) = (FoundIn("with-sandglass").Epochs[^1], again.Trajectory("with-sandglass", seed: 1)[^1]);
        Assert.Equal(was.Genotype, @is.Genotype);
        Assert.Equal(was.Normal.SelectMany(edge => edge), @is.Normal.SelectMany(edge => edge), (a, b) => Math.Abs(a - b) <= 5e-5);
        Assert.Equal(was.Reduction.Length, @is.Reduction.Length);
        Assert.Equal(preset.Of(SearchSpace.WithSandglass).Operations, again.Space("random").Operations);
        Assert.Throws<WorkbenchException>(() => again.Space("none"));
        var relative = again.Values("parameters/original");
        Assert.Equal(1, relative[again.Rows[1]], 6);
        Assert.Equal((double)again.Rows[0].Parameters / again.Rows[1].Parameters, relative[again.Rows[0]], 6);

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

        FoundSearch FoundIn(string arm) => FoundSearch.Of(store.Find(preset.SearchOf(SearchArm.Named(arm), data, 1))!);
    }

    [Fact]
    public void Differences_are_paired_by_seed_and_corrected_together()
    {
        var record = Record(
            ("with-sandglass", [0.80, 0.81, 0.82]), ("original", [0.77, 0.7801, 0.7899]), ("random", [0.80, 0.70, 0.85]));
        var differences = ComparisonOutcome.Of(record);
        Assert.Equal(["original", "random"], differences.Select(difference => difference.Planned.Second));
        Assert.Equal(0.03, differences[0].Test.Difference.Mean, 6);
        Assert.Equal([Verdict.Ahead, Verdict.Undecided], differences.Select(difference => difference.Verdict));
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
        Assert.Equal(1, candidates.RankCorrelationOf(candidate => candidate.Parameters)!.Mean, 6);
        Assert.Equal(-1, candidates.RankCorrelationOf(candidate => candidate.MultiplyAdds)!.Mean, 6);
        var some = candidates.RankCorrelationOf(candidate => candidate.GradientNorm)!; // 5, 3, 1, 6, 4, 2: sum of squared rank differences 42 of n(n² - 1)/6 = 35
        Assert.Equal(1 - (42.0 / 35), some.Mean, 6);
        Assert.Null(Record(("random", [0.5, 0.5])).RandomCandidates().RankCorrelationOf(candidate => candidate.Parameters));
    }

    [Fact]
    public void The_standard_proxy_is_what_the_study_says()
    {
        var lines = SearchPreset.Standard.Describe(10_000);
        Assert.Contains(lines, line => line.Contains("5 cells, 8 channels, 14 px, 4 nodes", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("4 epochs of 78 steps with 64 images of each half of 10,000", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("4 of 8 edges", StringComparison.Ordinal));
        Assert.Throws<WorkbenchException>(() => SearchPreset.Named("none"));
        Assert.Throws<WorkbenchException>(() => SearchArm.Named("none"));
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
