using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Sandglass.Runtime;

/// <summary>
/// What a result may depend on beside its recipe: the same hash and the same fingerprint give the same bytes. It holds
/// no name of a machine or user.
/// </summary>
/// <param name="OperatingSystem">The system and its version.</param>
/// <param name="Architecture">The process's architecture, such as <c>x64</c>.</param>
/// <param name="DotNet">The version of .NET.</param>
/// <param name="TorchSharp">The version of TorchSharp.</param>
/// <param name="LibTorch">The version of libtorch.</param>
/// <param name="Processor">The processor's model name.</param>
/// <param name="LogicalCores">The cores that this process may use.</param>
/// <param name="Workbench">The version of this library.</param>
/// <param name="Backend"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Threads">libtorch's threads.</param>
public sealed record EnvironmentFingerprint(
    string OperatingSystem,
    string Architecture,
    string DotNet,
    string TorchSharp,
    string LibTorch,
    string Processor,
    int LogicalCores,
    string Workbench,
    string Backend,
    int Threads)
{
    /// <summary>The source's git revision that this library was built from; null where it was built from no checkout.</summary>
    public string? SourceRevision { get; init; }

    /// <summary>The source revision of this process.</summary>
    internal static string? BuiltFrom { get; } = typeof(EnvironmentFingerprint).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(fact => fact.Key == nameof(SourceRevision))?.Value;

    /// <summary>Whether another environment gives the same bytes, as far as is known: all but the source agrees.</summary>
    public bool IsSameMachine(EnvironmentFingerprint other) => this with { SourceRevision = other.SourceRevision } == other;

    /// <summary>The environment of this process, now.</summary>
    /// <param name="device">The device in use; null for the one that <see cref="TorchDevice"/> would choose.</param>
    /// <exception cref="NativeLoadException">libtorch does not load.</exception>
    public static EnvironmentFingerprint Capture(torch.Device? device = null)
    {
        TorchRuntime.EnsureStarted();
        device ??= TorchDevice.Choose(null);
        return new(
            RuntimeInformation.OSDescription,
            RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            Environment.Version.ToString(),
            VersionOf(typeof(torch).Assembly),
            torch.__version__,
            ProcessorName.Read(),
            Environment.ProcessorCount,
            VersionOf(typeof(EnvironmentFingerprint).Assembly),
            TorchDevice.KindOf(device),
            torch.get_num_threads())
        {
            SourceRevision = BuiltFrom,
        };
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? assembly.GetName().Version!.ToString();
}

/// <summary>The processor's model name, as far as the system tells it without a special call.</summary>
internal static class ProcessorName
{
    private const string Information = "/proc/cpuinfo";

    public static string Read() =>
        (File.Exists(Information) ? Parse(File.ReadLines(Information)) : null)
        ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") // Windows
        ?? RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    /// <summary>Whether it has one of some features, by their names in <c>/proc/cpuinfo</c>; false on other systems.</summary>
    public static bool Has(params IReadOnlyList<string> features) => File.Exists(Information)
        && File.ReadLines(Information).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ').Intersect(features).Any() == true;

    /// <summary>The first model name in the lines of <c>/proc/cpuinfo</c>; null where there is none (arm64).</summary>
    internal static string? Parse(IEnumerable<string> lines) => lines
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault(name => name.Length > 0);
}
