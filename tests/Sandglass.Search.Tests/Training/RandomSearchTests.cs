using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Supernet;
using Sandglass.Search.Tests.Networks;
using Sandglass.Search.Training;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Search.Tests.Training;

public class RandomSearchTests
{
    private const int Seed = 5;

    private static readonly Recipe Short = CellTask.PublishedRecipe with
    {
        Epochs = 8,
        BatchSize = 6,
        Augmentation = new(1, true, 0),
    };

    [Fact]
    public void Random_genotypes_are_what_a_derivation_could_give_and_all_of_it()
    {
        var stream = new RandomStreams(1).Open("genotypes");
        var seen = new HashSet<string>();
        for (var i = 0; i < 300; i++)
        {
            var genotype = RandomSearch.Sample(SearchSpace.WithBlocks, stream).Validated();
            foreach (var pair in genotype.Normal.Edges.Chunk(2).Concat(genotype.Reduction.Edges.Chunk(2)))
            {
                Assert.NotEqual(pair[0].From, pair[1].From);
            }

            seen.UnionWith(genotype.Normal.Edges.Select((edge, place) => $"{place / 2} {edge.From} {edge.Operation}"));
        }

        Assert.Equal(14 * 10, seen.Count); // every edge with every operation but none
    }

    [Fact]
    public void A_candidate_learns_and_is_the_same_each_time()
    {
        using var data = TinySearches.Splits();
        var search = Of(budget: 0);
        var first = Evaluate(data);
        Assert.Equal(first, Evaluate(data));
        Assert.True(first.Accuracy > 0.5, $"{first.Accuracy} of three classes");
        var count = CellNetworkCounter.Count(CellNetworkPlan.Of("c", first.Genotype, TinySpaces.Few));
        Assert.Equal((count.Parameters, count.MultiplyAdds), (first.Parameters, first.MultiplyAdds));
        Assert.NotEqual(search.Draw(Seed, 1), search.Draw(Seed, 2));
        var second = first with { Number = 2, Accuracy = first.Accuracy + 0.01 };
        Assert.Equal(2, RandomSearch.Best([first, second, second with { Number = 3 }]).Number);
    }

    [Fact]
    public void A_budget_pays_for_whole_candidates()
    {
        double Cost(int number) => SearchCost.OfCandidate(CellNetworkPlan.Of("c", Of(0).Draw(Seed, number), TinySpaces.Few), Of(0), Short, 48);
        int Affordable(double budget) => Of(budget).Affordable(new RunSpec(Of(budget), Short, new DataIdentity("", "", "", ""), Seed), 48);
        Assert.Equal(1, Affordable(0));
        Assert.Equal(3, Affordable(Cost(1) + Cost(2) + Cost(3)));
        Assert.Equal(2, Affordable(Cost(1) + Cost(2) + Cost(3) - 1));
    }

    [Fact]
    public void Costs_count_passes()
    {
        var macs = (double)SearchNetworkCounter.Count(TinySpaces.Few).MultiplyAdds;
        Assert.Equal(macs * 24 * 3 * 6, SearchCost.OfSearch(TinySearches.Task, TinySearches.Recipe, 48)); // three epochs of 24 images, 6 forward passes' worth each
        Assert.Equal(macs * 24 * 3 * 15, SearchCost.OfSearch(TinySearches.Task with { SecondOrder = true }, TinySearches.Recipe, 48));
        var plan = TinySpaces.PlanOf(TinySpaces.EveryOperation);
        Assert.Equal(
            CellNetworkCounter.Count(plan).MultiplyAdds * (8 * 24 * 3.0 + 24), SearchCost.OfCandidate(plan, Of(0), Short, 48));
    }

    [Fact]
    public void SynFlow_is_conserved_from_layer_to_layer()
    {
        // R is of degree one in the stem's weights, and in the classifier's: each layer that all flow passes has Σ w·∂R/∂w = R.
        var flows = ZeroCostScores.SynFlows(TinySpaces.PlanOf(TinySpaces.EveryOperation), new RandomStreams(1), Initialization.FanOut).ToDictionary(flow => flow.Name, flow => flow.Flow);
        Assert.True(flows["stem.conv.weight"] > 0);
        Assert.Equal(1, flows["stem.conv.weight"] / flows["classifier.weight"], 9);
        Assert.All(flows.Values, flow => Assert.True(flow >= 0));
    }

    [Fact]
    public void Scores_tell_genotypes_apart_and_hang_on_the_seed_alone()
    {
        using var scope = NewDisposeScope();
        var stream = new RandomStreams(2).Open("batch");
        var images = CopiedTensor.Of((ReadOnlySpan<float>)[.. Enumerable.Range(0, 6 * 64).Select(_ => (float)stream.NextGaussian())], 6, 1, 8, 8);
        var labels = CopiedTensor.Of((ReadOnlySpan<long>)[0, 1, 2, 0, 1, 2], 6);
        CandidateOperation[] kinds = [CandidateOperation.Skip, CandidateOperation.Separable3];
        var plans = kinds.Select(kind => TinySpaces.PlanOf(new(Uniform(kind), Uniform(kind)))).ToArray();

        double[] Norms() => [.. plans.Select(plan => ZeroCostScores.GradientNorm(plan, images, labels, new RandomStreams(1)))];
        double[] Flows() => [.. plans.Select(plan => ZeroCostScores.LogSynFlow(plan, new RandomStreams(1)))];
        Assert.Equal(Norms(), Norms());
        Assert.Equal(Flows(), Flows());
        Assert.All(Norms(), norm => Assert.True(double.IsFinite(norm) && norm > 0));
        Assert.NotEqual(Norms()[0], Norms()[1]);
        Assert.NotEqual(Flows()[0], Flows()[1]);
    }

    [Fact]
    public void A_map_that_nothing_uses_does_not_end_the_scores()
    {
        var cell = new CellGenotype([new(CandidateOperation.Separable3, 1), new(CandidateOperation.Skip, 1)], [2]);
        Assert.True(double.IsFinite(ZeroCostScores.LogSynFlow(TinySpaces.PlanOf(new Genotype(cell, cell)), new RandomStreams(1))));
    }

    private static RandomSearch Of(double budget) => new(TinySpaces.Few, budget) { DropPath = 0.1, Auxiliary = 0 };

    private static RandomCandidate Evaluate(DatasetSplits data)
    {
        using var trainer = new Trainer(new RunSpec(Of(budget: 0), Short, data.Identity, Seed), data);
        return (RandomCandidate)trainer.TrainEpoch(cancellation: TestContext.Current.CancellationToken).Epoch;
    }

    private static CellGenotype Uniform(CandidateOperation operation) =>
        new([new(operation, 0), new(operation, 1), new(operation, 0), new(operation, 2)], [2, 3]);
}
