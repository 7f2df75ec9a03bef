using Sandglass.Search.Controls;
using Sandglass.Search.Space;
using Sandglass.Search.Training;

namespace Sandglass.Search.Studies;

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
        var (derived, genotype) = (run.Derived, run.Genotype);
        return new SearchRow(
            run.Arm.Name,
            run.Seed,
            run.Search?.Spec.Hash ?? run.Random!.Spec.Hash,
            derived.Spec.Hash,
            genotype,
            derived.Parameters,
            derived.Parameters / originalParameters,
            derived.MultiplyAdds,
            derived.TestAccuracy,
            genotype.Normal.Edges.Concat(genotype.Reduction.Edges).Count(edge => !CandidateOperation.Original.Contains(edge.Operation)),
            genotype.Normal.Count(CandidateOperation.Skip),
            run.Search?.AlarmEpoch,
            run.SearchSeconds,
            derived.Seconds,
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
