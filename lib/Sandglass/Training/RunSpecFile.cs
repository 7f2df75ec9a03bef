using System.Text.Json;

namespace Sandglass.Training;

/// <summary>A run's spec as text, as it stands in <c>run.json</c>.</summary>
public static class RunSpecFile
{
    /// <summary>The spec as JSON.</summary>
    public static string Text(RunSpec spec) => JsonSerializer.Serialize(spec, RunJson.Options);

    /// <summary>The spec of a file.</summary>
    /// <exception cref="WorkbenchException">The file cannot be read, or is no spec.</exception>
    public static RunSpec Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunSpec>(File.ReadAllText(path), RunJson.Options) ?? throw new JsonException("it is empty");
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new WorkbenchException($"{path} is no spec of a run ({wrong.Message}); take it from a run.json", wrong);
        }
    }
}
