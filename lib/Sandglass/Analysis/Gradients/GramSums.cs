using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

/// <summary>Adds inner products up by group, in double precision.</summary>
internal sealed class GramSums
{
    private readonly Dictionary<string, double[,]> _products = [];
    private readonly BottleneckNetwork _network;

    internal GramSums(BottleneckNetwork network, int count)
    {
        (_network, Names) = (network, ParameterLayer.Groups(network.Plan));
        foreach (var name in Names)
        {
            _products[name] = new double[count, count];
        }
    }

    internal IReadOnlyList<string> Names { get; }

    /// <summary>Adds a matrix of products to a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="products">[K, K] on the CPU.</param>
    internal void Add(string group, Tensor products)
    {
        var values = products.cpu().contiguous().data<float>().ToArray();
        var sum = _products[group];
        var count = sum.GetLength(0);
        for (var i = 0; i < values.Length; i++)
        {
            sum[i / count, i % count] += values[i];
        }
    }

    /// <summary>Sets the products of gradient <paramref name="row"/> with those from <paramref name="first"/> on, both ways.</summary>
    internal void Set(string group, int row, int first, ReadOnlySpan<float> products)
    {
        for (var i = 0; i < products.Length; i++)
        {
            _products[group][row, first + i] = _products[group][first + i, row] = products[i];
        }
    }

    internal GradientGram ToGram(IReadOnlyList<double> losses)
    {
        var sizes = Names.ToDictionary(name => name, _ => 0L);
        foreach (var (name, parameter) in _network.named_parameters())
        {
            sizes[ParameterLayer.GroupOf(name, Names)] += parameter.numel();
        }

        var all = new double[losses.Count, losses.Count];
        foreach (var products in _products.Values)
        {
            for (var i = 0; i < all.Length; i++)
            {
                all[i / losses.Count, i % losses.Count] += products[i / losses.Count, i % losses.Count];
            }
        }

        var groups = new Dictionary<string, GroupGram> { [GradientGram.All] = new(sizes.Values.Sum(), all) };
        foreach (var name in Names)
        {
            groups[name] = new GroupGram(sizes[name], _products[name]);
        }

        return new GradientGram(losses, groups);
    }
}
