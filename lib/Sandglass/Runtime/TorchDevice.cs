using System.Globalization;
using TorchSharp;

namespace Sandglass.Runtime;

/// <summary>
/// The device that a run uses. A run's spec names its kind, <c>cpu</c> or <c>cuda</c>, so that its hash does not depend on the
/// card; which card that is belongs to the process.
/// </summary>
internal static class TorchDevice
{
    private static int _card;
    private static bool _isOneCard;

    /// <summary>CUDA cards that this process sees.</summary>
    public static int CardCount
    {
        get
        {
            TorchRuntime.EnsureStarted();
            return torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        }
    }

    /// <summary>The cards that runs may use, by number: all that this process sees, or the one that <see cref="Use"/> was told.</summary>
    public static IReadOnlyList<int> Cards => _isOneCard ? [_card] : [.. Enumerable.Range(0, CardCount)];

    /// <summary>The device of a name.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>; <c>auto</c> or null: CUDA where there is a card.</param>
    /// <exception cref="WorkbenchException">The name is none of these, or the device is not there.</exception>
    public static torch.Device Choose(string? name) => Choose(name, CardCount, _card);

    /// <summary>Lets this process compute on a device, which <c>cuda</c> means from then on.</summary>
    /// <param name="name">As for <see cref="Choose(string?)"/>.</param>
    /// <returns>Its kind, as a run's spec names it: <c>cpu</c> or <c>cuda</c>.</returns>
    /// <exception cref="WorkbenchException">The name is none of these, or the device is not there.</exception>
    public static string Use(string? name)
    {
        var device = Choose(name);
        if (device.type == DeviceType.CUDA && name?.Contains(':', StringComparison.Ordinal) == true)
        {
            (_card, _isOneCard) = (device.index, true);
        }
        return KindOf(device);
    }

    internal static string KindOf(torch.Device device) => device.type == DeviceType.CUDA ? "cuda" : "cpu";

    /// <summary>The device of a name on a machine with so many CUDA devices.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cudaDevices">How many.</param>
    /// <param name="card">The one that a name without a number means.</param>
    internal static torch.Device Choose(string? name, int cudaDevices, int card = 0)
    {
        var wanted = name?.Trim().ToLowerInvariant() ?? "auto";
        if (wanted == "cpu" || (wanted == "auto" && cudaDevices == 0))
        {
            return torch.CPU;
        }
        var index = card;
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
