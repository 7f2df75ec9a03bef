using System.Runtime.InteropServices;
using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Networks;

/// <summary>
/// Dropout whose mask comes from a generator of its own: libtorch's dropout draws from the process's global generator,
/// so that what else runs in the process would change a run's numbers.
/// </summary>
internal sealed class SeededDropout : nn.Module<Tensor, Tensor>
{
    private readonly double _rate;
    private readonly Scalar _keep; // a field, so that libtorch never reads one that was collected
    private readonly Generator _generator = new();

    internal SeededDropout(double rate)
        : base("dropout") => (_rate, _keep) = (rate, (1 - rate).ToScalar());

    internal void Seed(RandomStreams streams, string name) => _generator.manual_seed(streams.SeedFor(name));

    /// <summary>Where the masks' sequence stands; the caller disposes it.</summary>
    internal Tensor State() => _generator.get_state();

    /// <summary>Goes on where <see cref="State"/> stood.</summary>
    /// <exception cref="FormatException">It is no state of libtorch's generator.</exception>
    internal void Restore(Tensor state)
    {
        try
        {
            _generator.set_state(state);
        }
        catch (ExternalException refused)
        {
            throw new FormatException("dropout is no state of libtorch's generator", refused);
        }
    }

    public override Tensor forward(Tensor input)
    {
        if (!training || _rate == 0)
        {
            return input.alias();
        }

        using var mask = empty(input.shape, device: input.device).bernoulli_(1 - _rate, _generator);
        return (input * mask).div(_keep);
    }

    protected override void Dispose(bool disposing)
    {
        _generator.Dispose();
        _keep.Dispose();
        base.Dispose(disposing);
    }
}
