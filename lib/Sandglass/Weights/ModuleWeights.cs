using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Weights;

/// <summary>Carries a file's tensors into a module.</summary>
public static class ModuleWeights
{
    /// <summary>
    /// Fills all parameters and buffers of a module. Names and shapes must be the module's, no more and no fewer;
    /// nothing is changed otherwise. Floating numbers are converted to the module's precision.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="module">The module.</param>
    /// <exception cref="SafetensorsException">Names are missing or unknown, or shapes or types differ; all are named.</exception>
    public static void LoadInto(this SafetensorsFile file, nn.Module module)
    {
        TorchRuntime.EnsureStarted();
        using var scope = NewDisposeScope();
        var state = module.state_dict();
        var faults = Faults(file, state);
        if (faults.Length > 0)
        {
            throw new SafetensorsException(
                $"{file.Name} does not fit {module.GetName()}: {string.Join("; ", faults)}; give the weights of this network at this width");
        }

        using var unrecorded = no_grad();
        foreach (var (name, place) in state)
        {
            place.copy_(file[name].ToTensor());
        }
    }

    private static string[] Faults(SafetensorsFile file, IReadOnlyDictionary<string, Tensor> state)
    {
        var both = state.Keys.Where(file.Tensors.ContainsKey).ToArray();
        return [.. Listed("missing", state.Keys.Except(both)),
            .. Listed("unexpected", file.Tensors.Keys.Except(both).Select(Quoted.Name)),
            .. Listed("of another shape", both.Where(name => !file[name].Shape.SequenceEqual(state[name].shape))
                .Select(name => $"{name} ([{string.Join(", ", file[name].Shape)}], not [{string.Join(", ", state[name].shape)}])")),
            .. Listed("of another type", both.Where(name => !Converts(file[name].Type, state[name].dtype))
                .Select(name => $"{name} ({file[name].Type}, not {state[name].dtype})"))];
    }

    private static IEnumerable<string> Listed(string fault, IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length == 0 ? [] : [$"{fault}: {Quoted.Some(all)}"];
    }

    private static bool Converts(SafetensorsType from, ScalarType to) =>
        ElementTypes.OfTorch(from) == to || (from.IsFloat() && ElementTypes.OfFormat(to) is { } type && type.IsFloat());
}
