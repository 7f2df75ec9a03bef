using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Search.Supernet;

/// <summary>
/// All operations of an edge at once (Liu et al. 2019, eq. 2): x [N, C, H, W] and weights [operations] → Σ wᵢ·oᵢ(x). A
/// pool is followed by a BatchNorm, so that no operation gains by scale alone. <c>none</c> adds nothing and is not run.
/// </summary>
internal sealed class MixedOperation : Module<Tensor, Tensor, Tensor>
{
    private readonly (int Place, LayerChain Chain)[] _chains;

    internal MixedOperation(string name, IReadOnlyList<CandidateOperation> operations, int channels, int stride)
        : base(name)
    {
        _chains = [.. operations.Index()
            .Where(operation => !operation.Item.Equals(CandidateOperation.None))
            .Select(operation => (operation.Index, new LayerChain(operation.Item.Name, Layers(operation.Item, channels, stride))))];
        foreach (var (_, chain) in _chains)
        {
            register_module(chain.GetName(), chain);
        }
    }

    /// <summary>The operations that are run, with their place among the weights.</summary>
    internal IReadOnlyList<(int Place, LayerChain Chain)> Chains => _chains;

    // What the gradient does not need is freed at once, not with the step: the next edge finds its memory warm.
    public override Tensor forward(Tensor x, Tensor weights)
    {
        using var scope = NewDisposeScope();
        return _chains
            .Select(operation => operation.Chain.call(x) * weights.select(0, operation.Place))
            .Aggregate((one, other) => one.Plus(other))
            .MoveToOuterDisposeScope();
    }

    /// <summary>An operation's layers in a search.</summary>
    internal static IReadOnlyList<CellLayer> Layers(CandidateOperation operation, int channels, int stride)
    {
        var layers = operation.Layers(channels, stride);
        return layers is [PoolLayer] ? [.. layers, new NormLayer("norm", channels)] : layers;
    }
}
