using System.Globalization;
using TorchSharp;

namespace Sandglass.Runtime;

/// <summary>The device that a run uses.</summary>
internal static class TorchDevice
{
    /// <summary>The device of a name.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>; <c>auto</c> or null: CUDA where there is a card.</param>
    /// <exception cref="WorkbenchException">The name is none of these, or the device is not there.</exception>
    public static torch.Device Choose(string? name)
    {
        TorchRuntime.EnsureStarted();
        return Choose(name, torch.cuda.is_available() ? torch.cuda.device_count() : 0);
    }

    /// <summary>The name of what <see cref="Choose(string?)"/> chooses: <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <inheritdoc cref="Choose(string?)"/>
    public static string NameOf(string? name) => NameOf(Choose(name));

    internal static string NameOf(torch.Device device) => device switch
    {
        { type: DeviceType.CPU } => "cpu",
        { index: 0 } => "cuda",
        _ => string.Create(CultureInfo.InvariantCulture, $"cuda:{device.index}"),
    };

    /// <summary>The device of a name on a machine with so many CUDA devices.</summary>
    internal static torch.Device Choose(string? name, int cudaDevices)
    {
        var wanted = name?.Trim().ToLowerInvariant() ?? "auto";
        if (wanted == "cpu" || (wanted == "auto" && cudaDevices == 0))
        {
            return torch.CPU;
        }
        var index = 0;
        if (wanted is not ("auto" or "cuda")
            && !(wanted.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(wanted.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out index)))
        {
            throw new WorkbenchException($"There is no device '{name}': use cpu, cuda, cuda:<number> or auto.");
        }
        if (index >= cudaDevices)
        {
            throw new WorkbenchException(cudaDevices == 0
                ? $"Device '{name}' is not available: no CUDA card, or libtorch's CPU build. "
                    + "Build with `dotnet build -p:Torch=cuda` on a machine with an NVIDIA card, or use cpu."
                : $"Device '{name}' is not available: this machine has cuda:0 to cuda:{cudaDevices - 1}.");
        }
        return new torch.Device(DeviceType.CUDA, index);
    }
}
