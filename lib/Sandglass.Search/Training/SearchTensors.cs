using Sandglass.Search.Supernet;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Search.Training;

/// <summary>All tensors that decide how a search goes on, by name: weights, running statistics, velocities, alphas and Adam's means.</summary>
internal sealed class SearchTensors(SearchNetwork network, MomentumSgd sgd, AlphaAdam[] adam)
{
    private static readonly string[] Cells = ["normal", "reduction"];

    internal IReadOnlyList<SafetensorsTensor> Capture()
    {
        using var scope = NewDisposeScope();
        return
        [
            .. Live().Select(place => SafetensorsTensor.Of(place.Name, place.Tensor)),
            .. Means().Select(place => SafetensorsTensor.Of(place.Name, (ReadOnlySpan<double>)place.Values, place.Values.Length)),
        ];
    }

    /// <summary>Puts every tensor back; nothing is changed where one does not fit.</summary>
    /// <exception cref="FormatException">A tensor is missing or of another type or shape, or one is too many.</exception>
    internal void Restore(IReadOnlyDictionary<string, SafetensorsTensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (live, means) = (Live().ToArray(), Means().ToArray());
        foreach (var stood in Capture())
        {
            RequireFit(stood, tensors.GetValueOrDefault(stood.Name));
        }

        if (tensors.Count != live.Length + means.Length)
        {
            throw new FormatException($"it holds {tensors.Count} tensors, not {live.Length + means.Length}");
        }

        foreach (var (name, tensor) in live)
        {
            tensor.copy_(tensors[name].ToTensor());
        }

        foreach (var (name, values) in means)
        {
            tensors[name].ToTensor().data<double>().ToArray().CopyTo(values, 0);
        }
    }

    private IEnumerable<(string Name, Tensor Tensor)> Live() =>
    [
        .. network.state_dict().Select(named => ($"network/{named.Key}", named.Value)),
        .. sgd.Velocities.Select((velocity, i) => (FormattableString.Invariant($"velocity/{i}"), velocity)),
        .. Cells.Zip(network.Alphas.Both, (cell, alphas) => ($"alphas/{cell}", (Tensor)alphas)),
    ];

    private IEnumerable<(string Name, double[] Values)> Means() => Cells.Zip(adam).SelectMany(pair => new[]
    {
        ($"adam/{pair.First}/mean", pair.Second.Mean),
        ($"adam/{pair.First}/square", pair.Second.Square),
    });

    private static void RequireFit(SafetensorsTensor stands, SafetensorsTensor? given)
    {
        if (given is null)
        {
            throw new FormatException($"{stands.Name} is missing");
        }

        if (given.Type != stands.Type || !given.Shape.SequenceEqual(stands.Shape))
        {
            throw new FormatException($"{stands.Name} is of another type or shape than the search's");
        }
    }
}
