using System.Text.Json;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Search.Training;

/// <summary>The files of a finished search: <c>run.json</c> with its trajectory, and <c>checkpoint.safetensors</c>.</summary>
internal static class SearchRunFiles
{
    private const string RunFile = "run.json";

    internal static void Write(string directory, SearchRun run, IReadOnlyList<SafetensorsTensor> tensors)
    {
        File.WriteAllText(Path.Combine(directory, RunFile), JsonSerializer.Serialize(run, RunJson.Options) + "\n");
        Safetensors.Write(Path.Combine(directory, "checkpoint.safetensors"), tensors);
    }

    /// <exception cref="WorkbenchException">The run is damaged.</exception>
    internal static SearchRun Read(string directory)
    {
        var path = Path.Combine(directory, RunFile);
        try
        {
            return JsonSerializer.Deserialize<SearchRun>(File.ReadAllText(path), RunJson.Options) ?? throw new JsonException("it is empty");
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new WorkbenchException($"{path} is no finished search ({wrong.Message}); remove the run's folder and search again", wrong);
        }
    }
}
