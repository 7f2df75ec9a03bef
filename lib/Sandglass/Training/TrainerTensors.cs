using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>All tensors that decide how training goes on, by name: the network's, the velocities, and what else there is.</summary>
/// <param name="network">What is trained.</param>
/// <param name="optimizer">How; made from the network's parameters in their order.</param>
/// <param name="others">What else, such as the sequence of dropout masks.</param>
public sealed class TrainerTensors(nn.Module network, NesterovSgd optimizer, params IReadOnlyList<TrainerTensor> others)
{
    private const string NetworkPrefix = "network/";
    private const string VelocityPrefix = "velocity/";

    private readonly Place[] _places = PlacesOf(network, others);
    private readonly string[] _parameterNames = [.. network.named_parameters().Select(named => named.name)];

    /// <summary>A copy of every tensor as it stands.</summary>
    public IReadOnlyList<SafetensorsTensor> Capture()
    {
        using var scope = NewDisposeScope();
        var velocities = _parameterNames.Zip(optimizer.Velocities).Where(pair => pair.Second is not null);
        return [
            .. network.state_dict().Select(named => SafetensorsTensor.Of(NetworkPrefix + named.Key, named.Value)),
            .. velocities.Select(pair => SafetensorsTensor.Of(VelocityPrefix + pair.First, pair.Second!)),
            .. others.Select(other => SafetensorsTensor.Of(other.Name, other.Read()))];
    }

    /// <summary>Checks that names, types and shapes are those of this network and optimiser.</summary>
    /// <param name="tensors">What <see cref="Capture"/> gave.</param>
    /// <param name="stepped">Whether a step was taken before.</param>
    /// <exception cref="FormatException">A tensor is missing or of another type or shape, or one is too many.</exception>
    public void RequireFit(IReadOnlyDictionary<string, SafetensorsTensor> tensors, bool stepped)
    {
        var places = _places.Where(place => (stepped && optimizer.HasMomentum) || !place.Name.StartsWith(VelocityPrefix, StringComparison.Ordinal)).ToArray();
        foreach (var place in places)
        {
            if (!tensors.TryGetValue(place.Name, out var tensor))
            {
                throw new FormatException($"{place.Name} is missing");
            }

            if (tensor.Type != place.Type || !tensor.Shape.SequenceEqual(place.Shape))
            {
                throw new FormatException($"{place.Name} is of another type or shape than the network's");
            }
        }

        if (tensors.Count != places.Length)
        {
            throw new FormatException($"it holds {tensors.Count} tensors, not {places.Length}");
        }
    }

    /// <summary>Puts every tensor back; nothing is changed where one does not fit.</summary>
    /// <param name="tensors">What <see cref="Capture"/> gave.</param>
    /// <param name="stepped">Whether a step was taken before.</param>
    /// <exception cref="FormatException">A tensor is missing or of another type or shape.</exception>
    public void Restore(IReadOnlyDictionary<string, SafetensorsTensor> tensors, bool stepped)
    {
        RequireFit(tensors, stepped);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var other in others)
        {
            other.Write(tensors[other.Name].ToTensor()); // first: it may refuse what it is given
        }

        foreach (var (name, live) in network.state_dict())
        {
            live.copy_(tensors[NetworkPrefix + name].ToTensor());
        }

        if (stepped)
        {
            optimizer.Restore(optimizer.HasMomentum ? [.. _parameterNames.Select(name => tensors[VelocityPrefix + name].ToTensor())] : []);
        }
    }

    private static Place[] PlacesOf(nn.Module network, IReadOnlyList<TrainerTensor> others)
    {
        using var scope = NewDisposeScope();
        return [
            .. network.state_dict().Select(named => Place.Of(NetworkPrefix + named.Key, named.Value)),
            .. network.named_parameters().Select(named => Place.Of(VelocityPrefix + named.name, named.parameter)),
            .. others.Select(other => Place.Of(other.Name, other.Read()))];
    }

    private sealed record Place(string Name, SafetensorsType? Type, long[] Shape)
    {
        internal static Place Of(string name, Tensor tensor) => new(name, ElementTypes.OfFormat(tensor.dtype), tensor.shape);
    }
}
