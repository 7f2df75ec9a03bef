using System.Text.Json;
using Sandglass.Training;

namespace Sandglass.Detection.Training;

/// <summary>A detector's run's spec as text, as it stands in <c>run.json</c>.</summary>
public static class DetectionRunSpecFile
{
    /// <summary>The spec as JSON.</summary>
    public static string Text(DetectionRunSpec spec) => JsonSerializer.Serialize(spec, RunJson.Options);

    /// <summary>The spec of a file.</summary>
    /// <exception cref="WorkbenchException">The file cannot be read, or is no spec.</exception>
    public static DetectionRunSpec Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<DetectionRunSpec>(File.ReadAllText(path), RunJson.Options) ?? throw new JsonException("it is empty");
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new WorkbenchException($"{path} is no spec of a detector's run ({wrong.Message}); take it from a run.json", wrong);
        }
    }
}
