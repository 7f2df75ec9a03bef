using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;
using Sandglass.Statistics;
using Sandglass.Training;

namespace Sandglass.Search.Tests.Studies;

public sealed class SearchStudyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("search-study").FullName;

    [Fact]
    public void The_study_in_small_is_recorded_and_read_again()
    {
        var study = new SearchStudy(SearchPreset.Smoke with { Seeds = [1], Searching = SearchPreset.Smoke.Searching with { Epochs = 1 } });
        using var data = study.Preset.LoadData();
        var store = new RunStore(Path.Combine(_folder, "runs"));
        var steps = new Steps();
        SearchArmRun[] runs = [.. study.Runs.Select(run => study.Run(run.Arm, run.Seed, store, data, steps, TestContext.Current.CancellationToken))];
        Assert.Equal(["with-sandglass", "original", "random"], runs.Select(run => run.Arm.Name));
        Assert.All(runs, run => Assert.Equal(run.Genotype, study.Find(run.Arm, run.Seed, store, data)!.Genotype));
        Assert.Equal(1000, steps.Last);
        Assert.True(steps.Falls <= 2, "each arm's steps only rise");

        var record = SearchRecord.Of(study, runs, data);
        var found = Path.Combine(_folder, "record");
        SearchRecordFiles.Write(found, record);
        var again = SearchRecordFiles.Read(found);
        Assert.Equal(3, again.Rows.Count);
        Assert.Equal(record.Rows.Select(row => (row.Arm, row.Genotype, row.TestAccuracy)), again.Rows.Select(row => (row.Arm, row.Genotype, row.TestAccuracy)));
        Assert.Equal(FoundSearch.Of(runs[2].Search).Candidates.Count, again.Candidates.Count);
        var (was, @is) = (FoundSearch.Of(runs[0].Search).Epochs[^1], again.Trajectories[0].Epochs[^1]);
        Assert.Equal(was.Genotype, @is.Genotype);
        Assert.Equal(was.Normal.SelectMany(edge => edge), @is.Normal.SelectMany(edge => edge), (a, b) => Math.Abs(a - b) <= 5e-5);
        Assert.Equal(was.Reduction.Length, @is.Reduction.Length);
        Assert.Equal(study.Preset.Of(SearchSpace.WithSandglass).Operations, again.Protocol.Space("random").Operations);
        Assert.Equal(1, again.Rows[1].RelativeParameters, 6);
        Assert.Equal((double)again.Rows[0].Parameters / again.Rows[1].Parameters, again.Rows[0].RelativeParameters, 6);
        foreach (var (file, content) in (IEnumerable<(string, string)>)[("candidates.csv", "seed\n1\n"), ("weights.csv", "arm,seed,epoch,cell,edge,weights\n"), ("environments.json", "[]")])
        {
            SearchRecordFiles.Write(found, record);
            File.WriteAllText(Path.Combine(found, file), content);
            Assert.Contains(found, Assert.Throws<WorkbenchException>(() => SearchRecordFiles.Read(found)).Message);
        }
    }

    [Fact]
    public void Differences_are_paired_by_seed_and_corrected_together()
    {
        var record = Record(
            ("with-sandglass", [0.80, 0.81, 0.82]), ("original", [0.77, 0.7801, 0.7899]), ("random", [0.80, 0.70, 0.85]));
        var differences = record.Differences();
        Assert.Equal(["original", "random"], differences.Select(difference => difference.Second));
        Assert.Equal(0.03, differences[0].Test.Difference.Mean, 6);
        Assert.Equal([Verdict.Ahead, Verdict.Undecided], differences.Select(difference => difference.Verdict));
    }

    [Fact]
    public void A_score_that_orders_as_accuracy_does_correlates_fully_and_one_that_reverses_not_at_all()
    {
        var stub = Record(("random", [0.5, 0.5]));
        var candidates = from seed in (int[])[1, 2]
                         from number in Enumerable.Range(1, 6)
                         select new SearchCandidateRow(seed, new RandomCandidate(number, Genotype.DartsV2, 0.1 * number, 1, number * number, -number, (number * 5) % 7, 0, 1));
        var record = stub with { Candidates = [.. candidates] };
        Assert.Equal(1, record.RankCorrelationOf(candidate => candidate.Parameters)!.Mean, 6);
        Assert.Equal(-1, record.RankCorrelationOf(candidate => candidate.MultiplyAdds)!.Mean, 6);
        var some = record.RankCorrelationOf(candidate => candidate.GradientNorm)!; // 5, 3, 1, 6, 4, 2: sum of squared rank differences 42 of n(n² - 1)/6 = 35
        Assert.Equal(1 - (42.0 / 35), some.Mean, 6);
        Assert.Null(stub.RankCorrelationOf(candidate => candidate.Parameters));
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

    private static SearchRecord Record(params (string Arm, double[] Accuracies)[] arms)
    {
        var protocol = new SearchProtocol("search", "?", 0.01, [1, 2, 3], new SearchStudy(SearchPreset.Smoke).Comparisons, "test_accuracy", [], [], default, 16, "", "");
        var rows = from arm in arms
                   from accuracy in arm.Accuracies.Index()
                   select new SearchRow(arm.Arm, accuracy.Index + 1, "", "", Genotype.DartsV2, 1, 1, 1, accuracy.Item, 0, 0, null, 1, 1, 0);
        return new SearchRecord(protocol, [.. rows], [], [], []);
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
