using System.Text.Json.Serialization;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Tables;
using Sandglass.Training;

namespace Sandglass.Search.Training;

/// <summary>
/// The baseline of every search (Li and Talwalkar 2019): genotypes drawn at random, trained shortly on the half that trains
/// weights, and judged on the other. The run's recipe says how a candidate is trained; its epochs are the candidates.
/// </summary>
/// <param name="Space">Where genotypes are drawn from; candidates have its cells, channels and resolution.</param>
/// <param name="Budget">Multiply-adds that it may take; see <see cref="SearchCost"/>.</param>
[RunTask("random-search")]
internal sealed record RandomSearch(SearchSpace Space, double Budget) : CellTask
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => Space.Name;

    /// <summary>That of a candidate as large as the network of DARTS; the finished run knows that of its best.</summary>
    [JsonIgnore]
    public override (long Parameters, long MultiplyAdds) Cost => CostOf(PlanOf(Genotype.DartsV2, 0));

    /// <inheritdoc/>
    public override double Work(Recipe recipe, int images) => Budget;

    /// <inheritdoc/>
    public override ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed)
    {
        Check();
        var images = Of<DatasetSplits>(data).Training;
        SearchRequirements.Fit(Space.Validated(), images);
        return new RandomSearchTraining(spec with { Recipe = spec.Recipe.Validated() }, this, images);
    }

    /// <summary>The best; of equals the first.</summary>
    public static RandomCandidate Best(IEnumerable<RandomCandidate> candidates) =>
        candidates.MaxBy(candidate => candidate.Accuracy) ?? throw new WorkbenchException("a random search needs at least one candidate; evaluate one");

    /// <summary>
    /// A genotype drawn from a space: two different inputs for each node, each pair equally likely, and on each edge an
    /// operation, each but <c>none</c> equally likely. It is what a derivation could give, so both search the same set.
    /// </summary>
    /// <param name="space">The space.</param>
    /// <param name="stream">Where the choices come from.</param>
    public static Genotype Sample(SearchSpace space, RandomStream stream)
    {
        CandidateOperation[] operations = [.. space.Operations.Where(operation => !operation.Equals(CandidateOperation.None))];
        int[] concat = [.. Enumerable.Range(2, space.Nodes)];
        return new Genotype(
            new CellGenotype(Edges(space.Nodes, operations, stream), concat),
            new CellGenotype(Edges(space.Nodes, operations, stream), concat));
    }

    /// <summary>The genotype of a number, which no other candidate is needed for.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="number">From 1.</param>
    internal Genotype Draw(int seed, int number) =>
        Sample(Space, new RandomStreams(seed).Open(FormattableString.Invariant($"random-search/{number}")));

    /// <summary>The network of a candidate.</summary>
    internal CellNetworkPlan PlanOf(Genotype genotype, int number) => CellNetworkPlan.Of(FormattableString.Invariant($"candidate{number}"), genotype, Space);

    /// <summary>How many candidates the budget pays for, each whole; the first is always tried.</summary>
    /// <param name="spec">The run.</param>
    /// <param name="images">Training images, both halves together.</param>
    internal int Affordable(RunSpec spec, int images)
    {
        double Cost(int number) => SearchCost.OfCandidate(PlanOf(Draw(spec.Seed, number), number), this, spec.Recipe, images);
        var (number, left) = (1, Budget - Cost(1));
        for (var next = Cost(2); left >= next; next = Cost(number + 1))
        {
            (number, left) = (number + 1, left - next);
        }

        return number;
    }

    private static GenotypeEdge[] Edges(int nodes, CandidateOperation[] operations, RandomStream stream)
    {
        var edges = new List<GenotypeEdge>(2 * nodes);
        for (var node = 0; node < nodes; node++)
        {
            var inputs = Enumerable.Range(0, node + 2).ToArray();
            stream.Shuffle(inputs.AsSpan());
            edges.AddRange(inputs[..2].Order().Select(from => new GenotypeEdge(operations[stream.NextInt32(operations.Length)], from)));
        }

        return [.. edges];
    }
}

/// <summary>A genotype of a random search and its result.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Genotype">Its cells.</param>
/// <param name="Accuracy">Accuracy on the half that judges architectures, in [0, 1].</param>
/// <param name="TrainingLoss">Mean loss of its last epoch.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image.</param>
/// <param name="GradientNorm">Its score by the gradient's length before training; see <see cref="ZeroCostScores"/>.</param>
/// <param name="LogSynFlow">Its score by SynFlow before training.</param>
/// <param name="Cost">Multiply-adds that its training and judging took; see <see cref="SearchCost"/>.</param>
internal sealed record RandomCandidate(
    int Number,
    Genotype Genotype,
    double Accuracy,
    double TrainingLoss,
    long Parameters,
    long MultiplyAdds,
    double GradientNorm,
    [property: Column("log_synflow")] double LogSynFlow,
    double Cost);
