using System.Text.Json;

namespace Sandglass.Training;

/// <summary>What the workspace of a run in progress says about it, for those who list runs.</summary>
/// <param name="Spec">What is run.</param>
/// <param name="Steps">Steps of the whole run.</param>
internal sealed record BegunRun(RunSpec Spec, int Steps)
{
    private const string FileName = "begun.json";

    internal void Write(string directory) =>
        File.WriteAllText(Path.Combine(directory, FileName), JsonSerializer.Serialize(this, RunJson.Options));

    /// <summary>Null where the file is missing or damaged: the checkpoints do not need it.</summary>
    internal static BegunRun? Read(string directory)
    {
        try
        {
            return JsonSerializer.Deserialize<BegunRun>(File.ReadAllText(Path.Combine(directory, FileName)), RunJson.Options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
