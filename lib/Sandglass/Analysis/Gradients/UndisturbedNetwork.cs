using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

/// <summary>
/// Puts a network back as it was: mode, BatchNorm's statistics and the dropout stream. Gradients of parameters are never
/// touched, since ours go elsewhere.
/// </summary>
internal sealed class UndisturbedNetwork : IDisposable
{
    private readonly BottleneckNetwork _network;
    private readonly bool _wasTraining;
    private readonly List<(Tensor Buffer, Tensor Saved)> _buffers = [];
    private readonly Tensor _dropout;

    internal UndisturbedNetwork(BottleneckNetwork network, bool training)
    {
        (_network, _wasTraining) = (network, network.training);
        _dropout = network.Dropout.State().DetachFromDisposeScope();
        foreach (var (_, buffer) in training ? network.named_buffers() : [])
        {
            _buffers.Add((buffer, buffer.clone().DetachFromDisposeScope()));
        }

        network.train(training);
    }

    public void Dispose()
    {
        using var noGrad = no_grad();
        foreach (var (buffer, saved) in _buffers)
        {
            buffer.copy_(saved);
            saved.Dispose();
        }

        _network.Dropout.Restore(_dropout);
        _dropout.Dispose();
        _network.train(_wasTraining);
    }
}
