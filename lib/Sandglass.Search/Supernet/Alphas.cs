using Sandglass.Runtime;
using Sandglass.Search.Space;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Search.Supernet;

/// <summary>
/// The architecture's parameters: one number for each edge and operation, [edges, operations], shared by all normal
/// cells, and as many for the reduction cells. An edge's weights are their softmax.
/// </summary>
internal sealed class Alphas : IDisposable
{
    private const double Deviation = 1e-3;

    private readonly int _operations;

    /// <summary>Alphas at 10⁻³ times a standard normal number, as in the released code.</summary>
    /// <param name="space">The space.</param>
    /// <param name="streams">Where they come from: <c>alphas/normal</c> and <c>alphas/reduction</c>.</param>
    public Alphas(SearchSpace space, RandomStreams streams)
    {
        TorchRuntime.EnsureStarted();
        _operations = space.Operations.Count;
        Normal = Draw(space, streams.Open("alphas/normal"));
        Reduction = Draw(space, streams.Open("alphas/reduction"));
    }

    /// <summary>Those of the normal cells, [edges, operations].</summary>
    public Parameter Normal { get; private set; }

    /// <summary>Those of the reduction cells, [edges, operations].</summary>
    public Parameter Reduction { get; private set; }

    internal IReadOnlyList<Parameter> Both => [Normal, Reduction];

    /// <summary>The present weights of each edge, in the order of the space's operations: [edge][operation].</summary>
    public (double[][] Normal, double[][] Reduction) Weights() => (Softmax(Normal), Softmax(Reduction));

    /// <summary>Puts values in, edge after edge.</summary>
    internal static void Set(Parameter alphas, ReadOnlySpan<double> values)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        alphas.copy_(CopiedTensor.Of(values, alphas.shape));
    }

    /// <summary>A copy of the values, edge after edge.</summary>
    internal static double[] Values(Tensor alphas)
    {
        using var scope = NewDisposeScope();
        return alphas.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }

    /// <summary>Double precision, for a measurement.</summary>
    internal void ToDouble() => Replace(alphas => alphas.to(ScalarType.Float64));

    /// <summary>Moves them to a device.</summary>
    internal void To(Device device) => Replace(alphas => alphas.to(device));

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Normal.Dispose();
        Reduction.Dispose();
    }

    private static Parameter Draw(SearchSpace space, RandomStream stream)
    {
        var values = new float[space.Edges * space.Operations.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(Deviation * stream.NextGaussian());
        }

        using var scope = NewDisposeScope();
        return Owned(CopiedTensor.Of((ReadOnlySpan<float>)values, space.Edges, space.Operations.Count));
    }

    private void Replace(Func<Tensor, Tensor> change) => (Normal, Reduction) = (Replaced(Normal, change), Replaced(Reduction, change));

    private static Parameter Replaced(Parameter alphas, Func<Tensor, Tensor> change)
    {
        using var scope = NewDisposeScope();
        var converted = Owned(change(alphas.detach()));
        alphas.Dispose();
        return converted;
    }

    private static Parameter Owned(Tensor values)
    {
        var parameter = new Parameter(values.clone());
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    private double[][] Softmax(Parameter alphas) =>
        [.. Values(alphas).Chunk(_operations).Select(row =>
        {
            var (top, powers) = (row.Max(), new double[row.Length]);
            for (var i = 0; i < row.Length; i++)
            {
                powers[i] = Math.Exp(row[i] - top);
            }

            var sum = powers.Sum();
            return Array.ConvertAll(powers, power => power / sum);
        })];
}
