using Sandglass.Search.Networks;
using Sandglass.Search.Space;

namespace Sandglass.Display.Tests.Formatters;

public class SearchTests
{
    [Fact]
    public void A_genotype_is_shown_as_it_is_published() =>
        Assert.Equal(Genotype.DartsV2, Genotype.Parse(Genotype.DartsV2.As("text/plain")));

    [Fact]
    public void A_network_is_shown_with_what_it_costs()
    {
        var text = CellNetworkPlan.Cifar("darts", Genotype.DartsV2).As("text/plain");

        Assert.Contains("3,349,342 parameters", text);
        Assert.Contains(Genotype.DartsV2.ToString(), text);
    }

    [Fact]
    public void A_search_is_shown_with_space_seed_genotype_alarm_and_accuracy()
    {
        var run = SampleSearches.RunOf(SearchSpace.WithBlocks, seed: 3, count: 5) with { AlarmEpoch = 4, StoppedEarly = true };
        var text = run.As("text/plain");

        Assert.Contains("with-blocks: 11 operations, 8 cells of 4 nodes", text);
        Assert.Contains("first order, 5 of 5 epochs, seed 3", text);
        Assert.Contains(run.Genotype.ToString(), text);
        Assert.Contains("epoch 4, which ended the search", text);
        Assert.Contains("81.0 % on the validation half", text);
        Assert.Contains("did not ring", (run with { AlarmEpoch = null }).As("text/plain"));
    }
}
