using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>
/// The running mean of a network's weights and BatchNorm statistics over its steps (Tarvainen and Valpola 2017), as timm's
/// <c>ModelEma</c>: m ← d·m + (1 − d)·w, from the initial weights on.
/// </summary>
internal sealed class WeightMean : IDisposable
{
    private readonly nn.Module _network;
    private readonly (string Name, Tensor Mean)[] _means;
    private readonly Scalar _decay;
    private readonly Scalar _new;

    internal WeightMean(nn.Module network, double decay)
    {
        using var noGrad = no_grad();
        (_network, _decay, _new) = (network, decay.ToScalar(), (1 - decay).ToScalar());
        _means = [.. network.state_dict().Where(named => named.Value.is_floating_point())
            .Select(named => (named.Key, named.Value.detach().clone().DetachFromDisposeScope()))];
    }

    internal IEnumerable<StateTensor> State => _means.Select(named => StateTensor.Of($"ema/{named.Name}", named.Mean));

    internal void Add()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var live = _network.state_dict();
        foreach (var (name, mean) in _means)
        {
            mean.mul_(_decay).add_(live[name], _new);
        }
    }

    /// <summary>The mean in the network's place, until disposed.</summary>
    internal IDisposable Exchanged()
    {
        Exchange();
        return new Back(this);
    }

    /// <summary>The mean in the network's place for good.</summary>
    internal void Keep() => Exchange();

    public void Dispose()
    {
        foreach (var (_, mean) in _means)
        {
            mean.Dispose();
        }

        _decay.Dispose();
        _new.Dispose();
    }

    private void Exchange()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var live = _network.state_dict();
        foreach (var (name, mean) in _means)
        {
            var kept = live[name].clone();
            live[name].copy_(mean);
            mean.copy_(kept);
        }
    }

    private sealed class Back(WeightMean mean) : IDisposable
    {
        public void Dispose() => mean.Exchange();
    }
}
