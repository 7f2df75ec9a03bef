using System.Text.Json;
using Sandglass.Data;
using WholeFiles;

namespace Sandglass.Deployment.Latency;

/// <summary>Measurements that are kept in <c>data/latency</c>.</summary>
internal static class LatencyRecord
{
    /// <summary>Networks of many sizes, with predictions.</summary>
    public const string Variants = "variants.json";

    /// <summary>MobileNeXt and MobileNetV2, with their operators.</summary>
    public const string Operators = "operators.json";

    private const long MostBytes = 1L << 24;

    /// <summary>A measurement.</summary>
    /// <param name="file">Name of its file.</param>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">It is missing or damaged.</exception>
    public static LatencyReport Read(string file, string? data = null)
    {
        var path = PathOf(file, data);
        try
        {
            return LatencyReport.Parse(BoundedFile.ReadText(path, MostBytes));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new WorkbenchException($"{path} cannot be read ({wrong.Message}); restore it from version control", wrong);
        }
    }

    /// <summary>The same; null where there is none.</summary>
    /// <inheritdoc cref="Read(string, string?)"/>
    public static LatencyReport? Find(string file, string? data = null) => File.Exists(PathOf(file, data)) ? Read(file, data) : null;

    private static string PathOf(string file, string? data) => Path.Combine(data ?? DataDirectory.Find(), "latency", file);
}
