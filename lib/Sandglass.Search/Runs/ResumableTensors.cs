using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Search.Runs;

/// <summary>All tensors that decide how a training goes on, by name: weights, running statistics, velocities, and what else it has.</summary>
/// <param name="network">The network.</param>
/// <param name="sgd">The optimiser of its weights.</param>
/// <param name="others">Further tensors.</param>
/// <param name="numbers">Further numbers, changed in place.</param>
internal sealed class ResumableTensors(
    nn.Module network,
    MomentumSgd sgd,
    IReadOnlyList<(string Name, Tensor Tensor)> others,
    IReadOnlyList<(string Name, double[] Values)> numbers)
{
    internal IReadOnlyList<SafetensorsTensor> Capture()
    {
        using var scope = NewDisposeScope();
        return
        [
            .. Live().Select(place => SafetensorsTensor.Of(place.Name, place.Tensor)),
            .. numbers.Select(place => SafetensorsTensor.Of(place.Name, (ReadOnlySpan<double>)place.Values, place.Values.Length)),
        ];
    }

    /// <summary>Puts every tensor back; nothing is changed where one does not fit.</summary>
    /// <exception cref="FormatException">A tensor is missing or of another type or shape, or one is too many.</exception>
    internal void Restore(IReadOnlyDictionary<string, SafetensorsTensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var live = Live().ToArray();
        foreach (var stood in Capture())
        {
            RequireFit(stood, tensors.GetValueOrDefault(stood.Name));
        }

        if (tensors.Count != live.Length + numbers.Count)
        {
            throw new FormatException($"it holds {tensors.Count} tensors, not {live.Length + numbers.Count}");
        }

        foreach (var (name, tensor) in live)
        {
            tensor.copy_(tensors[name].ToTensor());
        }

        foreach (var (name, values) in numbers)
        {
            tensors[name].ToTensor().data<double>().ToArray().CopyTo(values, 0);
        }
    }

    private IEnumerable<(string Name, Tensor Tensor)> Live() =>
    [
        .. network.state_dict().Select(named => ($"network/{named.Key}", named.Value)),
        .. sgd.Velocities.Select((velocity, i) => (FormattableString.Invariant($"velocity/{i}"), velocity)),
        .. others,
    ];

    private static void RequireFit(SafetensorsTensor stands, SafetensorsTensor? given)
    {
        if (given is null)
        {
            throw new FormatException($"{stands.Name} is missing");
        }

        if (given.Type != stands.Type || !given.Shape.SequenceEqual(stands.Shape))
        {
            throw new FormatException($"{stands.Name} is of another type or shape than the run's");
        }
    }
}
