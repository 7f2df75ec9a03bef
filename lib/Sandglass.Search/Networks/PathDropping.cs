using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Search.Networks;

/// <summary>
/// Drop-path (Larsson et al. 2017): an operation's output is left out for an image, and weighs more for the others. Its
/// masks come from a generator of its own.
/// </summary>
internal sealed class PathDropping : IDisposable
{
    private readonly Generator _generator = new();
    private double _rate;
    private Scalar _keep = 1.0.ToScalar(); // a field, so that libtorch never reads one that was collected

    /// <summary>Chance in [0, 1).</summary>
    internal double Rate
    {
        get => _rate;
        set
        {
            _keep.Dispose();
            (_rate, _keep) = (value, (1 - value).ToScalar());
        }
    }

    internal void Seed(RandomStreams streams, int step) =>
        _generator.manual_seed(streams.SeedFor(FormattableString.Invariant($"drop-path/{step}")));

    internal Tensor Apply(Tensor x)
    {
        if (_rate == 0)
        {
            return x;
        }

        using var drawn = empty([x.shape[0], 1, 1, 1], x.dtype).bernoulli_(1 - _rate, _generator); // on the CPU, where the generator is
        using var mask = drawn.to(x.device);
        return (x * mask).div(_keep);
    }

    public void Dispose()
    {
        _generator.Dispose();
        _keep.Dispose();
    }
}
