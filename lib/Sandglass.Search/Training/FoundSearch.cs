using Sandglass.Search.Space;
using Sandglass.Training;

namespace Sandglass.Search.Training;

/// <summary>A finished search, by alphas or at random, as figures and reports see it.</summary>
public sealed record FoundSearch
{
    internal FoundSearch(RunSpec spec, SearchSpace space, Genotype genotype) => (Spec, Space, Genotype) = (spec, space, genotype);

    /// <summary>What was searched.</summary>
    public SearchSpace Space { get; }

    /// <summary>What it found.</summary>
    public Genotype Genotype { get; }

    /// <summary>The first epoch in which skip connections were too many; null: none.</summary>
    public int? AlarmEpoch { get; internal init; }

    /// <summary>Whether the alarm ended it.</summary>
    public bool StoppedEarly { get; internal init; }

    /// <summary>The search as it was run.</summary>
    internal RunSpec Spec { get; }

    /// <summary>Its trajectory; none of a random search.</summary>
    internal IReadOnlyList<SearchEpoch> Epochs { get; init; } = [];

    /// <summary>What a random search tried; none of a search by alphas.</summary>
    internal IReadOnlyList<RandomCandidate> Candidates { get; init; } = [];

    /// <summary>The search of a finished run.</summary>
    /// <exception cref="WorkbenchException">It is not a search, or damaged.</exception>
    internal static FoundSearch Of(Run run)
    {
        var (spec, space, result) = (run.Spec, SpaceOf(run.Spec), run.Result<SearchResult>());
        var isRandom = spec.Task is RandomSearch;
        return new FoundSearch(spec, space, GenotypeOf(run))
        {
            AlarmEpoch = result.AlarmEpoch,
            StoppedEarly = result.StoppedEarly,
            Epochs = isRandom ? [] : run.Epochs<SearchEpoch>(),
            Candidates = isRandom ? run.Epochs<RandomCandidate>() : [],
        };
    }

    /// <summary>The genotype of a finished run: what a search found, or what was trained.</summary>
    /// <exception cref="WorkbenchException">The run has none, or is damaged.</exception>
    internal static Genotype GenotypeOf(Run run) => run.Spec.Task switch
    {
        AlphaSearch or RandomSearch => Genotype.Parse(run.Result<SearchResult>().Genotype),
        CellTask => Genotype.Parse(run.Result<CellResult>().Genotype),
        _ => throw new WorkbenchException($"{run.Directory} has no genotype; name a search"),
    };

    internal static SearchSpace SpaceOf(RunSpec search) => search.Task switch
    {
        AlphaSearch alphas => alphas.Space,
        RandomSearch random => random.Space,
        var other => throw new WorkbenchException($"run {search.Hash} is of the task '{other.Kind}' and has no genotype; name a search"),
    };
}

/// <summary>What a search came to.</summary>
/// <param name="Genotype">What it found, in the published form.</param>
/// <param name="Blocks">Edges of both cells on which a bottleneck block stands.</param>
/// <param name="Skips">Skip connections in the normal cell.</param>
internal sealed record SearchResult(string Genotype, int Blocks, int Skips)
{
    /// <summary>The first epoch in which skip connections were too many; null: none, or no search by alphas.</summary>
    public int? AlarmEpoch { get; init; }

    /// <summary>Whether the alarm ended the search.</summary>
    public bool StoppedEarly { get; init; }

    internal static SearchResult Of(Genotype genotype) => new(
        genotype.ToString(),
        genotype.Normal.Edges.Concat(genotype.Reduction.Edges).Count(edge => !CandidateOperation.Original.Contains(edge.Operation)),
        genotype.Normal.Count(CandidateOperation.Skip));
}
