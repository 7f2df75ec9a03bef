using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>A tensor of the training state.</summary>
/// <param name="Name">Its name in a checkpoint.</param>
/// <param name="Read">Gives a copy.</param>
/// <param name="Write">Puts a copy back; throws <see cref="FormatException"/> where it is not a state of its owner.</param>
internal sealed record StateTensor(string Name, Func<SafetensorsTensor> Read, Action<SafetensorsTensor> Write)
{
    /// <summary>A tensor that is changed in place.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="live">The tensor.</param>
    public static StateTensor Of(string name, Tensor live) => new(name, () => SafetensorsTensor.Of(name, live), stored =>
    {
        using var scope = NewDisposeScope();
        live.copy_(stored.ToTensor());
    });

    /// <summary>Numbers that are changed in place.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="live">The numbers.</param>
    public static StateTensor Of(string name, double[] live) => new(
        name,
        () => SafetensorsTensor.Of(name, (ReadOnlySpan<double>)live, live.Length),
        stored => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(stored.Data.Span).CopyTo(live));
}

/// <summary>All tensors of the training state, by name: the network's, the optimiser's, and what else there is.</summary>
/// <param name="tensors">Called each time, since a network may exchange its tensors.</param>
internal sealed class StateTensors(Func<IEnumerable<StateTensor>> tensors)
{
    private (string Name, SafetensorsType Type, IReadOnlyList<long> Shape)[]? _places;

    /// <summary>A copy of every tensor as it stands.</summary>
    internal IReadOnlyList<SafetensorsTensor> Capture()
    {
        using var scope = NewDisposeScope();
        return [.. tensors().Select(tensor => tensor.Read())];
    }

    /// <summary>Checks that names, types and shapes are those of this training.</summary>
    /// <param name="stored">What <see cref="Capture"/> gave.</param>
    /// <exception cref="FormatException">A tensor is missing or of another type or shape, or one is too many.</exception>
    internal void RequireFit(IReadOnlyDictionary<string, SafetensorsTensor> stored)
    {
        _places ??= [.. Capture().Select(tensor => (tensor.Name, tensor.Type, tensor.Shape))];
        foreach (var wanted in _places)
        {
            var given = stored.GetValueOrDefault(wanted.Name) ?? throw new FormatException($"{wanted.Name} is missing");
            if (given.Type != wanted.Type || !given.Shape.SequenceEqual(wanted.Shape))
            {
                throw new FormatException($"{wanted.Name} is of another type or shape than the run's");
            }
        }

        if (stored.Count != _places.Length)
        {
            throw new FormatException($"it holds {stored.Count} tensors, not {_places.Length}");
        }
    }

    /// <summary>Puts every tensor back; nothing is changed where one does not fit.</summary>
    /// <param name="stored">What <see cref="Capture"/> gave.</param>
    /// <exception cref="FormatException">A tensor is missing or of another type or shape.</exception>
    internal void Restore(IReadOnlyDictionary<string, SafetensorsTensor> stored)
    {
        RequireFit(stored);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var tensor in tensors().Reverse()) // the last are of other owners, which may refuse what they are given
        {
            tensor.Write(stored[tensor.Name]);
        }
    }
}
