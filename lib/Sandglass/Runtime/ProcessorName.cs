using System.Runtime.InteropServices;

namespace Sandglass.Runtime;

/// <summary>The processor's model name, as far as the system tells it without a special call.</summary>
internal static class ProcessorName
{
    private const string Information = "/proc/cpuinfo";

    public static string Read() =>
        (File.Exists(Information) ? Parse(File.ReadLines(Information)) : null)
        ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") // Windows
        ?? RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    /// <summary>The first model name in the lines of <c>/proc/cpuinfo</c>; null where there is none (arm64).</summary>
    internal static string? Parse(IEnumerable<string> lines) => lines
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault(name => name.Length > 0);
}
