using MathNet.Numerics.Statistics;
using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

/// <summary>Inner products ⟨∇f_i, ∇f_j⟩ of the losses of K samples or mini-batches, over all parameters and by group.</summary>
/// <param name="Losses">The K losses, smoothing included: what "equal training loss" compares.</param>
/// <param name="Groups">By name, in the network's order: <c>all</c>, <c>stem</c>, each <c>stageS.blockB</c>, <c>head</c>,
/// <c>classifier</c>.</param>
public sealed record GradientGram(IReadOnlyList<double> Losses, IReadOnlyDictionary<string, GroupGram> Groups)
{
    /// <summary>The group of all parameters.</summary>
    public const string All = "all";

    /// <summary>Samples or mini-batches.</summary>
    public int Count => Losses.Count;

    /// <summary>Mean of the losses.</summary>
    public double MeanLoss => Losses.Mean();

    /// <summary>Inner products over a group, [K, K].</summary>
    /// <param name="group">Name of the group.</param>
    /// <exception cref="WorkbenchException">There is no such group.</exception>
    public GroupGram Of(string group) => Groups.TryGetValue(group, out var found)
        ? found
        : throw new WorkbenchException($"there is no group of parameters '{group}'; use one of {string.Join(", ", Groups.Keys)}");

    /// <summary>How far the gradients of a group disagree.</summary>
    /// <param name="group">Name of the group.</param>
    /// <exception cref="WorkbenchException">There is no such group, or fewer than two gradients.</exception>
    public ConfusionSummary Summarize(string group = All) => ConfusionSummary.Of(Of(group).Products);

    /// <summary>The inner products of vectors, as the group of all parameters.</summary>
    /// <param name="losses">One a vector.</param>
    /// <param name="gradients">K vectors of equal length.</param>
    /// <exception cref="WorkbenchException">Counts or lengths differ.</exception>
    public static GradientGram OfVectors(IReadOnlyList<double> losses, IReadOnlyList<IReadOnlyList<double>> gradients)
    {
        if (gradients.Count != losses.Count || gradients.Any(g => g.Count != gradients[0].Count))
        {
            throw new WorkbenchException($"{losses.Count} losses and {gradients.Count} gradients do not match, or the gradients differ in length");
        }

        var products = new double[losses.Count, losses.Count];
        for (var i = 0; i < losses.Count; i++)
        {
            for (var j = 0; j < losses.Count; j++)
            {
                products[i, j] = gradients[i].Zip(gradients[j], (a, b) => a * b).Sum();
            }
        }

        var parameters = gradients.Count > 0 ? gradients[0].Count : 0;
        return new GradientGram([.. losses], new Dictionary<string, GroupGram> { [All] = new(parameters, products) });
    }
}

/// <summary>Inner products of gradients over some of the parameters.</summary>
/// <param name="Parameters">P, the length of a gradient: cosines of noise of that length spread as 1/√P.</param>
/// <param name="Products">[K, K], symmetric.</param>
public sealed record GroupGram(long Parameters, double[,] Products);

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
