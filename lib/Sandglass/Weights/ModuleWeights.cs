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
        var wanted = module.state_dict().Select(named => new PlanTensor(named.Key, named.Value.shape, TypeOf(named.Key, named.Value)));
        var faults = Fit.Faults(wanted, file.Tensors);
        if (faults.Count > 0)
        {
            throw new SafetensorsException(
                $"{file.Name} does not fit {module.GetName()}: {string.Join("; ", faults)}; give the weights of this network at this width");
        }

        Fill(module, file.Tensors.Values);
    }

    /// <summary>Fills a module with tensors that fit it.</summary>
    internal static void Fill(nn.Module module, IEnumerable<SafetensorsTensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var state = module.state_dict();
        foreach (var tensor in tensors)
        {
            state[tensor.Name].copy_(tensor.ToTensor());
        }
    }

    private static SafetensorsType TypeOf(string name, Tensor tensor) => ElementTypes.OfFormat(tensor.dtype)
        ?? throw new SafetensorsException($"{name} is of type {tensor.dtype}, which no file of the format holds; convert the module");
}
