using MathNet.Numerics.Statistics;

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
        : throw new WorkbenchException($"there is no group of parameters '{group}'; there are {string.Join(", ", Groups.Keys)}");

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
            throw new WorkbenchException($"{losses.Count} losses and {gradients.Count} gradients do not fit together, or the gradients' lengths differ");
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
