using System.Globalization;
using Sandglass.Weights.Pickles;

namespace Sandglass.Weights;

/// <summary>The weights within what was saved: a state_dict itself, or a checkpoint that has one beside other values.</summary>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="Metadata">Of a checkpoint, its texts and numbers, and under <see cref="TakenFrom"/> where the weights were.</param>
/// <param name="Note">Which weights were left out; null where none were.</param>
internal sealed record TorchWeights(IReadOnlyDictionary<string, SavedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata, string? Note)
{
    internal const string TakenFrom = "weights taken from";

    // The first that is there is taken: the trained weights before their moving average.
    private static readonly string[] Trained = ["state_dict", "model_state_dict", "model"];
    private static readonly string[] Averaged = ["state_dict_ema", "model_ema"];

    /// <summary>Finds them.</summary>
    /// <exception cref="FormatException">There are none, or something else is among them.</exception>
    internal static TorchWeights In(object? root)
    {
        var saved = root as PickledDictionary ?? throw new FormatException("it holds no dictionary of tensors");
        if (Trained.Concat(Averaged).FirstOrDefault(key => saved.Named(key) is PickledDictionary) is not { } taken)
        {
            return new TorchWeights(AllTensors(saved, "its dictionary, in which there is no state_dict,"), new Dictionary<string, string>(), null);
        }

        var ema = Trained.Contains(taken) ? Averaged.FirstOrDefault(saved.ContainsKey) : null;
        return new TorchWeights(
            AllTensors((PickledDictionary)saved.Named(taken)!, $"its '{taken}'"),
            new Dictionary<string, string>(PlainValues(saved)) { [TakenFrom] = taken },
            ema is null ? null : $"the weights are those of '{taken}'; the averaged ones of '{ema}' are not read");
    }

    private static Dictionary<string, SavedTensor> AllTensors(PickledDictionary state, string what)
    {
        string[] others = [.. state.Where(entry => entry is not { Key: string, Value: SavedTensor }).Select(entry => Quoted.Name($"{entry.Key}"))];
        Damage.Unless(state.Count > 0, $"{what} is empty");
        Damage.Unless(others.Length == 0, $"{what} has values that are not tensors ({Quoted.Some(others)})");
        return state.ToDictionary(entry => (string)entry.Key, entry => (SavedTensor)entry.Value!);
    }

    private static IEnumerable<KeyValuePair<string, string>> PlainValues(PickledDictionary saved) =>
        from entry in saved
        where entry is { Key: string, Value: string or long or double }
        select KeyValuePair.Create((string)entry.Key, string.Create(CultureInfo.InvariantCulture, $"{entry.Value}"));
}
