using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Statistics;

namespace Sandglass.Search.Studies;

/// <summary>What is left of the study when its runs are gone: figures, verdicts and claims are computed from this.</summary>
/// <param name="Protocol">What was asked and written down beforehand.</param>
/// <param name="Rows">A row a finished run.</param>
/// <param name="Trajectories">How the searches by alphas went.</param>
/// <param name="Candidates">What the random searches tried.</param>
/// <param name="Environments">The distinct machines and versions.</param>
public sealed record SearchRecord(
    SearchProtocol Protocol,
    IReadOnlyList<SearchRow> Rows,
    IReadOnlyList<SearchTrajectory> Trajectories,
    IReadOnlyList<SearchCandidateRow> Candidates,
    IReadOnlyList<EnvironmentFingerprint> Environments)
{
    /// <summary>The record of finished runs.</summary>
    /// <param name="study">The study.</param>
    /// <param name="finished">Runs of its arms and seeds.</param>
    /// <param name="data">The images.</param>
    public static SearchRecord Of(SearchStudy study, IReadOnlyList<SearchArmRun> finished, DatasetSplits data)
    {
        SearchArmRun[] runs = [.. finished.OrderBy(run => SearchArm.All.ToList().IndexOf(run.Arm)).ThenBy(run => run.Seed)];
        var original = runs.Where(run => run.Arm == SearchArm.Original).Select(run => (double)run.Derived.Summary.Parameters).DefaultIfEmpty(double.NaN).Average();
        var environments = runs.Select(run => run.Derived.Summary.Environment).Distinct().ToArray();
        return new SearchRecord(
            SearchProtocol.Of(study, data),
            [.. runs.Select(run => SearchRow.Of(run, original, Array.IndexOf(environments, run.Derived.Summary.Environment)))],
            [.. runs.Where(run => !run.Arm.IsRandom).Select(run => new SearchTrajectory(run.Arm.Name, run.Seed, FoundSearch.Of(run.Search).Epochs))],
            [.. runs.SelectMany(run => FoundSearch.Of(run.Search).Candidates.Select(candidate => new SearchCandidateRow(run.Seed, candidate)))],
            environments);
    }

    /// <summary>Names of the arms, in order.</summary>
    public IReadOnlyList<string> Arms => [.. Rows.Select(row => row.Arm).Distinct()];

    /// <summary>The runs of an arm, by seed.</summary>
    /// <param name="arm">Name of the arm.</param>
    public IReadOnlyList<SearchRow> Of(string arm) => [.. Rows.Where(row => row.Arm == arm).OrderBy(row => row.Seed)];

    /// <summary>Test accuracy of the planned comparisons, over the seeds that both arms have; the verdicts are corrected together (Holm).</summary>
    public IReadOnlyList<SearchDifference> Differences()
    {
        var tests = Protocol.Comparisons
            .Select(planned => (Planned: planned, Test: Paired(planned.First, planned.Second, row => row.TestAccuracy)))
            .Where(pair => pair.Test is not null)
            .ToArray();
        var verdicts = Verdicts.Of([.. tests.Select(pair => pair.Test!)]);
        return [.. tests.Zip(verdicts, (pair, verdict) => new SearchDifference(pair.Planned.First, pair.Planned.Second, pair.Test!, verdict))];
    }

    /// <summary>A number of one arm minus that of another, over the seeds that both have; null where there is none.</summary>
    /// <param name="first">An arm.</param>
    /// <param name="second">Another arm.</param>
    /// <param name="of">The number.</param>
    public PairedTest? Paired(string first, string second, Func<SearchRow, double> of)
    {
        var seeds = Of(first).Select(row => row.Seed).Intersect(Of(second).Select(row => row.Seed)).ToHashSet();
        double[] Values(string arm) => [.. Of(arm).Where(row => seeds.Contains(row.Seed)).Select(of)];
        return seeds.Count == 0 ? null : PairedTest.Of(Values(first), Values(second), Protocol.Margin);
    }

    /// <summary>Rank correlation of a number of a candidate with its accuracy, within seeds, with an interval over them.</summary>
    /// <param name="score">Such as a score without training.</param>
    /// <returns>Null where no seed has two candidates.</returns>
    public Interval? RankCorrelationOf(Func<RandomCandidate, double> score) => RankCorrelation.OverSeeds(
        Candidates.GroupBy(row => row.Seed).Select(seed => (
            (IReadOnlyList<double>)[.. seed.Select(row => score(row.Candidate))], (IReadOnlyList<double>)[.. seed.Select(row => row.Candidate.Accuracy)])));
}

/// <summary>One comparison of the study.</summary>
/// <param name="First">An arm.</param>
/// <param name="Second">Another.</param>
/// <param name="Test">First minus second.</param>
/// <param name="Verdict">What it comes to, corrected over the study's comparisons.</param>
public sealed record SearchDifference(string First, string Second, PairedTest Test, Verdict Verdict);

/// <summary>One finished run of the recorded study.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Search">Hash of the search.</param>
/// <param name="Run">Hash of the training from scratch.</param>
/// <param name="Genotype">What was found.</param>
/// <param name="Parameters">Trainable parameters of the network that was trained from scratch.</param>
/// <param name="RelativeParameters">Those, as a share of the mean of the arm <c>original</c>; NaN where it has no run.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image.</param>
/// <param name="TestAccuracy">Accuracy on the test images, in [0, 1].</param>
/// <param name="Blocks">Edges of both cells on which a bottleneck block stands.</param>
/// <param name="Skips">Skip connections in the normal cell.</param>
/// <param name="AlarmEpoch">First epoch in which they were too many; null: none, or not a search by alphas.</param>
/// <param name="SearchSeconds">Seconds of the search.</param>
/// <param name="TrainingSeconds">Seconds of the training from scratch.</param>
/// <param name="Environment">Index of its environment in the record.</param>
public sealed record SearchRow(
    string Arm,
    int Seed,
    string Search,
    string Run,
    Genotype Genotype,
    long Parameters,
    double RelativeParameters,
    long MultiplyAdds,
    double TestAccuracy,
    int Blocks,
    int Skips,
    int? AlarmEpoch,
    double SearchSeconds,
    double TrainingSeconds,
    int Environment)
{
    internal static SearchRow Of(SearchArmRun run, double originalParameters, int environment)
    {
        var result = run.Derived.Result<CellResult>();
        return new SearchRow(
            run.Arm.Name,
            run.Seed,
            run.Search.Summary.Hash,
            run.Derived.Summary.Hash,
            run.Genotype,
            result.Parameters,
            result.Parameters / originalParameters,
            result.MultiplyAdds,
            result.TestAccuracy,
            result.Blocks,
            result.Skips,
            result.AlarmEpoch,
            run.Search.Seconds,
            run.Derived.Seconds,
            environment);
    }
}

/// <summary>How a search went.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Epochs">Its epochs, in order.</param>
public sealed record SearchTrajectory(string Arm, int Seed, IReadOnlyList<SearchEpoch> Epochs);

/// <summary>A candidate of a random search.</summary>
/// <param name="Seed">The search's seed.</param>
/// <param name="Candidate">The candidate.</param>
public sealed record SearchCandidateRow(int Seed, RandomCandidate Candidate);
