using System.Runtime.InteropServices;
using Sandglass.Networks;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>All tensors that decide how training goes on, by name: the network's, the velocities, the dropout masks' sequence.</summary>
internal sealed class TrainerTensors(BottleneckNetwork network, NesterovSgd optimizer)
{
    private const string NetworkPrefix = "network/";
    private const string VelocityPrefix = "velocity/";
    private const string Dropout = "dropout";

    private readonly Place[] _places = PlacesOf(network);
    private readonly string[] _parameterNames = [.. network.named_parameters().Select(named => named.name)];

    /// <summary>A copy of every tensor as it stands.</summary>
    internal IReadOnlyList<SafetensorsTensor> Capture()
    {
        using var scope = NewDisposeScope();
        var velocities = _parameterNames.Zip(optimizer.Velocities).Where(pair => pair.Second is not null);
        return [
            .. network.state_dict().Select(named => SafetensorsTensor.Of(NetworkPrefix + named.Key, named.Value)),
            .. velocities.Select(pair => SafetensorsTensor.Of(VelocityPrefix + pair.First, pair.Second!)),
            SafetensorsTensor.Of(Dropout, network.Dropout.State())];
    }

    /// <summary>Checks that names, types and shapes are those of this network and optimiser.</summary>
    /// <param name="tensors">What <see cref="Capture"/> gave.</param>
    /// <param name="stepped">Whether a step was taken before.</param>
    /// <exception cref="FormatException">A tensor is missing or of another type or shape, or one is too many.</exception>
    internal void RequireFit(IReadOnlyDictionary<string, SafetensorsTensor> tensors, bool stepped)
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
    internal void Restore(IReadOnlyDictionary<string, SafetensorsTensor> tensors, bool stepped)
    {
        RequireFit(tensors, stepped);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        RestoreMasks(tensors[Dropout].ToTensor());
        foreach (var (name, live) in network.state_dict())
        {
            live.copy_(tensors[NetworkPrefix + name].ToTensor());
        }

        if (stepped)
        {
            optimizer.Restore(optimizer.HasMomentum ? [.. _parameterNames.Select(name => tensors[VelocityPrefix + name].ToTensor())] : []);
        }
    }

    private void RestoreMasks(Tensor masks)
    {
        try
        {
            network.Dropout.Restore(masks);
        }
        catch (ExternalException refused)
        {
            throw new FormatException($"{Dropout} is no state of libtorch's generator", refused);
        }
    }

    private static Place[] PlacesOf(BottleneckNetwork network)
    {
        using var scope = NewDisposeScope();
        return [
            .. network.state_dict().Select(named => Place.Of(NetworkPrefix + named.Key, named.Value)),
            .. network.named_parameters().Select(named => Place.Of(VelocityPrefix + named.name, named.parameter)),
            Place.Of(Dropout, network.Dropout.State())];
    }

    private sealed record Place(string Name, SafetensorsType? Type, long[] Shape)
    {
        internal static Place Of(string name, Tensor tensor) => new(name, ElementTypes.OfFormat(tensor.dtype), tensor.shape);
    }
}
