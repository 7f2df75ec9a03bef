using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Search.Space;
using Sandglass.Search.Supernet;
using Sandglass.Search.Tests.Networks;
using static TorchSharp.torch;

namespace Sandglass.Search.Tests.Supernet;

public class SearchNetworkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_mixed_operation_is_the_weighted_sum(int stride)
    {
        using var scope = NewDisposeScope();
        var operations = TinySpaces.Full.Operations;
        using var mixed = new MixedOperation("edge", operations, 4, stride);
        Initialization.FanOut.Apply(mixed, new RandomStreams(1));
        mixed.eval();
        var x = arange(2 * 4 * 8 * 8, ScalarType.Float32).reshape(2, 4, 8, 8).sin();
        double[] weights = [.. Enumerable.Range(1, operations.Count).Select(i => i / 55.0)];
        var actual = Values(mixed.call(x, CopiedTensor.Of((ReadOnlySpan<double>)weights, weights.Length).to(ScalarType.Float32)));

        var expected = new double[actual.Length];
        foreach (var (place, chain) in mixed.Chains)
        {
            Assert.Equal(operations[place].Name, chain.GetName());
            foreach (var (i, value) in Values(chain.call(x)).Index())
            {
                expected[i] += weights[place] * value;
            }
        }

        Assert.Equal(operations.Count - 1, mixed.Chains.Count); // none adds zeros
        Assert.Contains(expected, value => Math.Abs(value) > 0.1);
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void An_edge_that_is_sure_of_an_operation_is_that_operation()
    {
        using var scope = NewDisposeScope();
        using var mixed = new MixedOperation("edge", TinySpaces.Full.Operations, 4, 1);
        var x = arange(1 * 4 * 8 * 8, ScalarType.Float32).reshape(1, 4, 8, 8).cos();
        var (place, chain) = mixed.Chains.First(operation => operation.Chain.IsIdentity);
        var weights = zeros(TinySpaces.Full.Operations.Count);
        weights[place] = tensor(1f);
        Assert.Equal(Values(x), Values(mixed.call(x, weights)));
        Assert.Equal("skip_connect", chain.GetName());
    }

    [Fact]
    public void Only_pools_are_normalized_in_a_search()
    {
        Assert.All(
            TinySpaces.Full.Operations,
            operation => Assert.Equal(operation.Name.Contains("pool", StringComparison.Ordinal) ? 1 : 0, MixedOperation.Layers(operation, 4, 1).Count - operation.Layers(4, 1).Count));
    }

    [Fact]
    public void Alphas_start_small_by_the_seed()
    {
        using var first = new Alphas(SearchSpace.WithBlocks, new RandomStreams(1));
        using var again = new Alphas(SearchSpace.WithBlocks, new RandomStreams(1));
        using var other = new Alphas(SearchSpace.WithBlocks, new RandomStreams(2));
        Assert.Equal([14, 11], first.Normal.shape);
        Assert.Equal(Alphas.Values(first.Normal), Alphas.Values(again.Normal));
        Assert.NotEqual(Alphas.Values(first.Normal), Alphas.Values(other.Normal));
        Assert.NotEqual(Alphas.Values(first.Normal), Alphas.Values(first.Reduction));
        Assert.InRange(Math.Sqrt(Alphas.Values(first.Normal).Average(value => value * value)), 8e-4, 1.2e-3);
        Assert.All(first.Weights().Normal, edge => Assert.Equal(1, edge.Sum(), 12));
    }

    [Fact]
    public void Weights_are_all_but_the_norms_and_the_alphas()
    {
        using var network = new SearchNetwork(TinySpaces.Full, new RandomStreams(1));
        Assert.Equal(SearchNetworkCounter.Count(TinySpaces.Full).Parameters, network.Weights.Sum(weight => weight.numel()));
        Assert.Equal(
            SearchNetworkCounter.Count(TinySpaces.Full).Layers.Where(row => row.Parameters > 0 && row.Name != "classifier").Select(row => row.Name).Order(),
            network.named_parameters().Where(named => named.parameter.requires_grad && named.name.EndsWith(".weight", StringComparison.Ordinal) && !named.name.StartsWith("classifier", StringComparison.Ordinal))
                .Select(named => named.name[..^".weight".Length]).Order());
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(14, 2)]
    public void Scores_come_for_even_and_odd_maps(int resolution, int stemStride)
    {
        using var scope = NewDisposeScope();
        using var network = new SearchNetwork(TinySpaces.Full with { Resolution = resolution, StemStride = stemStride }, new RandomStreams(1));
        var scores = network.call(randn(5, 1, resolution, resolution));
        Assert.Equal([5, 3], scores.shape);
        Assert.All(Values(scores), value => Assert.True(double.IsFinite(value)));
    }

    private static double[] Values(Tensor x) => Alphas.Values(x);
}
