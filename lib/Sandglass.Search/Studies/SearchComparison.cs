using System.Text.Json;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Search.Studies;

/// <summary>
/// The comparison, planned before its runs: DARTS with and without the sandglass, and each beside random search of its space at
/// its cost; what each finds is evaluated by training from scratch, and the test accuracy, paired by seed, decides. The
/// paper's gain of 0.13 points lies within the margin of one.
/// </summary>
internal static class SearchComparison
{
    /// <summary>Its name, and that of the recorded study's folder.</summary>
    public const string Name = "search";

    /// <summary>The entry of its record that describes the proxy; see <see cref="SearchPreset.Describe"/>.</summary>
    public const string Proxy = "proxy";

    /// <summary>The table of searches by alphas, epoch by epoch: rows of <see cref="SearchEpoch"/>.</summary>
    public const string Trajectories = "search.csv";

    /// <summary>The table of the candidates of random searches: rows of <see cref="RandomCandidate"/>.</summary>
    public const string Candidates = "random-search.csv";

    /// <summary>The entry of its record with what each search by alphas costs, in multiply-adds.</summary>
    public const string Budgets = "budgets";

    /// <summary>The study on a proxy.</summary>
    /// <param name="preset">The proxy.</param>
    /// <exception cref="WorkbenchException">The images are missing or damaged.</exception>
    public static Study Of(SearchPreset preset)
    {
        using var data = preset.LoadData();
        JsonElement Fact<T>(T value) => JsonSerializer.SerializeToElement(value, RunJson.Options);
        return new Study
        {
            Name = Name,
            Question = "Does a search find a better network with the sandglass among its operations, and does either search find a better one than chance?",
            Data = preset.Data,
            Seeds = preset.Seeds,
            Backend = Backends.Fused,
            Arms =
            [
                .. from arm in SearchArm.All
                   let run = preset.RunOf(arm, data, preset.Seeds[0])
                   select new StudyArm(arm.Name, "", run.Task, run.Recipe),
            ],
            Comparisons =
            [
                .. (((SearchArm First, SearchArm Second)[])[(SearchArm.WithSandglass, SearchArm.Original), .. SearchArm.Twins]).Select(
                    pair => new PlannedComparison(pair.First.Name, pair.Second.Name, "", IsPrimary: true)),
            ],
            About = new Dictionary<string, JsonElement>
            {
                [Proxy] = Fact(preset.Describe(data.Training.Count)),
                ["spaces"] = Fact(SearchArm.All.ToDictionary(arm => arm.Name, arm => preset.Of(arm.Space))),
                ["skipLimit"] = Fact(preset.Search.SkipLimit),
                ["channels"] = Fact(preset.Channels),
                [Budgets] = Fact(SearchArm.Twins.ToDictionary(twins => twins.Searched.Name, twins => preset.BudgetOf(twins.Searched.Space, data.Training.Count))),
            },
        };
    }

    /// <summary>The network of a genotype that an arm of the recorded study found, as it was trained from scratch.</summary>
    /// <param name="record">The record.</param>
    /// <param name="arm">Name of the arm.</param>
    /// <param name="genotype">What it found.</param>
    /// <exception cref="WorkbenchException">There is no such arm.</exception>
    public static CellNetworkPlan Derived(this StudyRecord record, string arm, Genotype genotype) =>
        CellNetworkPlan.Of("derived", genotype, record.Space(arm)) with { Channels = record.Protocol.Fact<int>("channels") };

    /// <summary>The space of an arm of the recorded study.</summary>
    /// <param name="record">The record.</param>
    /// <param name="arm">Name of the arm.</param>
    /// <exception cref="WorkbenchException">There is no such arm.</exception>
    public static SearchSpace Space(this StudyRecord record, string arm) =>
        record.Protocol.Fact<Dictionary<string, SearchSpace>>("spaces") is var spaces && spaces.TryGetValue(arm, out var space)
            ? space
            : throw new WorkbenchException($"the study has no arm '{arm}'; use {string.Join(", ", spaces.Keys)}");

    /// <summary>The search by alphas of an arm, epoch by epoch; empty if it is not one.</summary>
    /// <param name="record">The record.</param>
    /// <param name="arm">Name of the arm.</param>
    /// <param name="seed">Its seed.</param>
    /// <exception cref="WorkbenchException">The table is damaged.</exception>
    public static IReadOnlyList<SearchEpoch> Trajectory(this StudyRecord record, string arm, int seed) =>
        [.. record.Observed<SearchEpoch>(Trajectories).Where(epoch => epoch.Arm == arm && epoch.Seed == seed).Select(epoch => epoch.Row)];

    /// <summary>The candidates of the random searches of the recorded study.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="WorkbenchException">The table is damaged.</exception>
    public static IReadOnlyList<Observed<RandomCandidate>> RandomCandidates(this StudyRecord record) => record.Observed<RandomCandidate>(Candidates);
}
