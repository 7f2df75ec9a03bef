using static TorchSharp.torch;

namespace Sandglass.Blocks;

/// <summary>What is said where an own activation or layer cannot be used.</summary>
internal static class OwnPartErrors
{
    /// <summary>A spec names it, and this process does not know it.</summary>
    internal static InvalidSpecException Missing(string what, string name, int version) => new(
        $"the own {what} '{name}', version {version}, is not registered in this process; register it before the network is built ({Call(what)}(\"{name}\", {version}, …)), which a worker process of the workbench cannot: train it in the process that registers it");

    /// <summary>The one place that every writing and every hash of a spec passes.</summary>
    /// <exception cref="InvalidSpecException">It has no version.</exception>
    internal static void RequireRegistered(string what, string name, int version)
    {
        if (version == 0)
        {
            throw new InvalidSpecException(
                $"the own {what} '{name}' is not registered, so no run can be named and none is stored; register it under a version ({Call(what)}), or train with Trainer, which keeps nothing");
        }
    }

    internal static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    private static string Call(string what) => what == "layer" ? "OwnLayer.Register" : "Activation.Register";
}
