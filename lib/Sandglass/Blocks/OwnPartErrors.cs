using static TorchSharp.torch;

namespace Sandglass.Blocks;

/// <summary>What is said where an own activation or layer cannot be used.</summary>
internal static class OwnPartErrors
{
    /// <summary>A spec names it, and this process does not know it.</summary>
    internal static InvalidSpecException Missing(string what, string name, int version) => new(
        $"your {what} '{name}', version {version}, is not registered in this process; register it before the network is built ({Call(what)}(\"{name}\", {version}, …)), which worker processes cannot do: train it in the process that registers it");

    /// <summary>The one place that every writing and every hash of a spec passes.</summary>
    /// <exception cref="InvalidSpecException">It has no version.</exception>
    internal static void RequireRegistered(string what, string name, int version)
    {
        if (version == 0)
        {
            throw new InvalidSpecException(
                $"your {what} '{name}' is not registered, so its runs cannot be stored; register it under a version ({Call(what)}), or train with Trainer, which stores nothing");
        }
    }

    internal static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    private static string Call(string what) => what == "layer" ? "OwnLayer.Register" : "Activation.Register";
}
