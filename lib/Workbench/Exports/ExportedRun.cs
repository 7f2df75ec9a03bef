using System.Text.Json;
using Sandglass;
using Sandglass.Training;

namespace Workbench.Exports;

/// <summary>A finished run that other programs are to read.</summary>
/// <param name="Run">The run.</param>
/// <param name="Place">Where it stands in a study; null for a run on its own.</param>
internal sealed record ExportedRun(Run Run, (string Arm, string Group)? Place = null)
{
    private const int LongestName = 80;

    private RunSummary Summary => Run.Summary;

    private int? Seed => Summary.Number("seed");

    /// <summary>What tells it from others, by column.</summary>
    public IReadOnlyList<(string Name, object? Value)> Key =>
    [
        ("run", Run.Hash),
        .. Place is var (arm, group) ? [("arm", arm), ("group", group)] : Array.Empty<(string, object?)>(),
        ("seed", (long?)Seed),
    ];

    /// <summary>What was trained, and how, by name.</summary>
    public IReadOnlyList<(string Name, object? Value)> Settings =>
    [
        ("task", Summary.Kind),
        ("name", Run.Name),
        ("parameters", Run.Parameters),
        ("multiply_adds", Run.MultiplyAdds),
        ("data", Summary.Word("data", "name")),
        ("learning_rate", Run.Spec.Recipe.LearningRate),
        ("batch_size", (long)Run.Spec.Recipe.BatchSize),
        ("epochs", (long)Run.Spec.Recipe.Epochs),
        ("backend", Run.Spec.Backend),
        .. Run.Spec.Precision == Precisions.Float32 ? [] : ((string, object?)[])[("precision", Run.Spec.Precision)],
        ("device", Run.Spec.Device),
        ("threads", (long)Run.Spec.Threads),
    ];

    /// <summary>What came out, by the names that tables of runs have: numbers and words of the result.</summary>
    public IEnumerable<(string Name, object? Value)> Results => RunSummary.FieldsOf(Summary.Result)
        .Select(one => (one.Name, ValueOf(one.Value)));

    /// <summary>The row of the run in a table of runs.</summary>
    public IReadOnlyList<(string Name, object? Value)> Row =>
    [
        .. Key,
        .. Settings,
        .. Results,
        ("diverged_after_steps", (long?)Run.Divergence?.Steps),
        ("seconds", Run.Seconds),
        ("training_images_per_second", double.IsFinite(Run.ImagesPerSecond) ? Run.ImagesPerSecond : null),
        ("processor", Summary.Environment.Processor),
        ("operating_system", Summary.Environment.OperatingSystem),
        ("libtorch", Summary.Environment.LibTorch),
        ("source_revision", Summary.Environment.SourceRevision),
        ("spec", JsonSerializer.Serialize(Summary.Spec)),
    ];

    /// <summary>Its epochs, or what else its task has a row for.</summary>
    public IEnumerable<IReadOnlyList<(string Name, object? Value)>> Epochs
    {
        get
        {
            var metrics = Run.Metrics();
            return metrics.Rows.Select(row => (IReadOnlyList<(string, object?)>)
                [.. metrics.Columns.Select((column, i) => (column.Name, row[i] is "" ? null : row[i]))]);
        }
    }

    /// <summary>A name for people and for file systems: task, what was trained, seed, hash.</summary>
    public string Label
    {
        get
        {
            var name = string.Concat(Run.Name.Take(LongestName).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-'));
            return FormattableString.Invariant($"{Summary.Kind.Replace(' ', '-')}-{name}-seed{Seed}-{Run.Hash}");
        }
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Null => null,
        _ => value.ToString(),
    };
}
