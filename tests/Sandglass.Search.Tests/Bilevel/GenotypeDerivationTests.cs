using Sandglass.Runtime;
using Sandglass.Search.Bilevel;
using Sandglass.Search.Space;

namespace Sandglass.Search.Tests.Bilevel;

public class GenotypeDerivationTests
{
    private static readonly SearchSpace Three = SearchSpace.Original with
    {
        Operations = [CandidateOperation.None, CandidateOperation.Skip, CandidateOperation.Separable3],
        Nodes = 2,
    };

    [Fact]
    public void Given_weights_give_the_cells_of_the_original_rule()
    {
        double[][] weights =
        [
            [0.90, 0.06, 0.04], // node 1: `none` wins, and is left out of the ranking
            [0.10, 0.40, 0.50], // better than the edge before, and so first
            [0.30, 0.35, 0.35], // node 2: a tie within an edge goes to the earlier operation
            [0.30, 0.35, 0.35], // a tie between edges goes to the earlier edge
            [0.00, 0.20, 0.80],
        ];
        var genotype = GenotypeDerivation.Derive(Three, weights, weights[..1].Concat(weights[..1]).Concat(weights[2..]).ToArray());
        Assert.Equal(
            "Genotype(normal=[('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 2), ('skip_connect', 0)], normal_concat=[2, 3], reduce=[('skip_connect', 0), ('skip_connect', 1), ('sep_conv_3x3', 2), ('skip_connect', 0)], reduce_concat=[2, 3])",
            genotype.ToString());
    }

    [Fact]
    public void Random_weights_give_what_brute_force_gives()
    {
        var stream = new RandomStreams(11).Open("weights");
        for (var trial = 0; trial < 100; trial++)
        {
            var space = SearchSpace.WithBlocks with { Nodes = 1 + (trial % 5) };
            double[][] Draw() => [.. Enumerable.Range(0, space.Edges).Select(_ => Enumerable.Range(0, space.Operations.Count).Select(_ => stream.NextDouble()).ToArray())];
            var (normal, reduction) = (Draw(), Draw());
            var genotype = GenotypeDerivation.Derive(space, normal, reduction).Validated();
            Assert.Equal(BruteForce(space, normal), genotype.Normal.Edges.Chunk(2).Select(pair => pair.ToHashSet()), HashSet<GenotypeEdge>.CreateSetComparer());
            Assert.Equal(BruteForce(space, reduction), genotype.Reduction.Edges.Chunk(2).Select(pair => pair.ToHashSet()), HashSet<GenotypeEdge>.CreateSetComparer());
        }
    }

    [Fact]
    public void Weights_of_another_space_or_no_numbers_are_refused()
    {
        double[][] four = [.. Enumerable.Repeat(new[] { 0.1, 0.2, 0.7 }, 4)];
        Assert.Throws<WorkbenchException>(() => GenotypeDerivation.Derive(Three, four, four));
        double[][] broken = [.. four, [double.NaN, 0, 0]];
        Assert.Contains("no longer a number", Assert.Throws<WorkbenchException>(() => GenotypeDerivation.Derive(Three, broken, broken)).Message, StringComparison.Ordinal);
    }

    // Of all pairs of edges with any operations, the pair whose weights sum to most: the same choice, as weights are positive.
    private static IEnumerable<HashSet<GenotypeEdge>> BruteForce(SearchSpace space, double[][] weights)
    {
        var start = 0;
        for (var node = 0; node < space.Nodes; node++)
        {
            var (best, most) = (new HashSet<GenotypeEdge>(), double.NegativeInfinity);
            for (var a = 0; a < node + 2; a++)
            {
                for (var b = a + 1; b < node + 2; b++)
                {
                    for (var o = 1; o < space.Operations.Count; o++)
                    {
                        for (var p = 1; p < space.Operations.Count; p++)
                        {
                            var sum = weights[start + a][o] + weights[start + b][p];
                            if (sum > most)
                            {
                                (best, most) = ([new(space.Operations[o], a), new(space.Operations[p], b)], sum);
                            }
                        }
                    }
                }
            }

            yield return best;
            start += node + 2;
        }
    }
}
