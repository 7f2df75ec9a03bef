using Sandglass.Networks;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Training;

/// <summary>A network that may be used at will until disposed: then weights, statistics, gradients and mode are as they were.</summary>
internal sealed class UntouchedNetwork : IDisposable
{
    private readonly BottleneckNetwork _network;
    private readonly (Tensor Live, Tensor Kept)[] _state;
    private readonly (Parameter Live, Tensor? Gradient)[] _gradients;
    private readonly bool _training;

    internal UntouchedNetwork(BottleneckNetwork network)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        _network = network;
        _training = network.training;
        _state = [.. network.state_dict().Values.Select(live => (live, live.detach().clone().DetachFromDisposeScope()))];
        _gradients = [.. network.parameters().Select(live => (live, live.grad?.clone().DetachFromDisposeScope()))];
    }

    public void Dispose()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (live, kept) in _state)
        {
            live.copy_(kept);
            kept.Dispose();
        }

        foreach (var (live, gradient) in _gradients)
        {
            // Where there was none there is none again: a first gradient is taken over, a later one is added.
            live.grad = gradient;
            gradient?.Dispose();
        }

        _network.train(_training);
    }
}
