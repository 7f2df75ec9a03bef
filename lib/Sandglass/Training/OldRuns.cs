using System.Text.Json;

namespace Sandglass.Training;

/// <summary>
/// Finished runs of the workbench's first layout: classifiers in <c>runs</c>, detectors in <c>detection</c>, searches in
/// <c>search</c>, each with a form of <c>run.json</c> of its own. They are listed and can be read, and are neither reused
/// nor changed.
/// </summary>
internal static class OldRuns
{
    private static readonly string[] Neighbours = ["detection", "search"];

    /// <summary>The old runs in the folders beside that of runs.</summary>
    internal static IEnumerable<StoredRun> Beside(string runs) =>
        from neighbour in Neighbours
        let folder = Path.Combine(Path.GetDirectoryName(runs) ?? "", neighbour)
        where Directory.Exists(folder)
        from path in Directory.EnumerateDirectories(folder)
        let old = Find(path)
        where old is not null
        select old;

    /// <summary>The old run of a folder, or null where it holds none.</summary>
    internal static StoredRun? Find(string directory)
    {
        using var json = Damage.OrNull(() => JsonDocument.Parse(RunFolder.Text(directory, RunFolder.Summary)));
        return json is null ? null : Damage.OrNull(() => Of(directory, json.RootElement));
    }

    private static StoredRun? Of(string directory, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("semantics", out _) || !root.TryGetProperty("spec", out var spec))
        {
            return null;
        }

        var numbers = RunSummary.FieldsOf(root).Where(field => field.Value.ValueKind == JsonValueKind.Number)
            .ToDictionary(field => field.Name, field => (double?)field.Value.GetDouble());
        Damage.UnlessResults(numbers);
        return new StoredRun(Path.GetFileName(directory), About(root, spec), null, 1, false, null) { OldFolder = directory, Numbers = numbers };
    }

    private static RunHeading About(JsonElement root, JsonElement spec)
    {
        var (seed, epochs) = (spec.GetProperty("seed").GetInt32(), spec.GetProperty("recipe").GetProperty("epochs").GetInt32());
        return spec.TryGetProperty("space", out var space)
            ? new RunHeading(root.TryGetProperty("candidates", out _) ? "random-search" : "search", Text(space), seed, epochs)
            : new RunHeading(
                spec.TryGetProperty("suppression", out _) ? "detection" : root.TryGetProperty("testLoss", out _) ? "classification" : "found-network",
                Text(spec.GetProperty("plan")),
                seed,
                epochs);
    }

    private static string Text(JsonElement named)
    {
        var name = named.GetProperty("name").GetString() ?? "";
        Damage.UnlessName(name, "its network");
        return name;
    }
}
