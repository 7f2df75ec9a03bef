using static TorchSharp.torch;

namespace Sandglass.Search.Bilevel;

/// <summary>A copy of a network's weights and running statistics, to come back to.</summary>
internal sealed class KeptState : IDisposable
{
    private readonly (Tensor Live, Tensor Copy)[] _tensors;

    internal KeptState(nn.Module network)
    {
        using var noGrad = no_grad();
        _tensors = [.. network.state_dict().Values.Select(live => (live, live.detach().clone().DetachFromDisposeScope()))];
    }

    internal void Restore()
    {
        using var noGrad = no_grad();
        foreach (var (live, copy) in _tensors)
        {
            live.copy_(copy);
        }
    }

    public void Dispose()
    {
        foreach (var (_, copy) in _tensors)
        {
            copy.Dispose();
        }
    }
}
