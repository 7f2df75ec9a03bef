using System.Text.Json.Serialization;
using WholeFiles;

namespace Sandglass.Training;

/// <summary>A run in a store, of whichever task, finished or not.</summary>
/// <param name="Hash">Its name.</param>
/// <param name="About">What is run; null where its files do not say.</param>
/// <param name="Finished">The run, once it is finished; null for one that an earlier workbench made.</param>
/// <param name="Share">Share of its steps that a restart would not lose, in [0, 1].</param>
/// <param name="AtWork">Whether a process is training it now.</param>
/// <param name="Fault">What is wrong with its files; null where nothing is.</param>
internal sealed record StoredRun(string Hash, RunHeading? About, Run? Finished, double Share, bool AtWork, string? Fault)
{
    /// <summary>Folder of a finished run that an earlier workbench made, under another layout; null for all others. It is readable and never reused.</summary>
    public string? OldFolder { get; init; }

    /// <summary>Its numbers by name, such as <c>test_accuracy</c>; none where it is not finished.</summary>
    public IReadOnlyDictionary<string, double?> Numbers { get; init; } = new Dictionary<string, double?>();
}

/// <summary>What a list says of a run.</summary>
/// <param name="Kind">The word for its task.</param>
/// <param name="Name">What is trained.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Epochs">Epochs of the whole run.</param>
internal sealed record RunHeading(string Kind, string Name, int Seed, int Epochs)
{
    /// <summary>Whose kernels train it; null: libtorch's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Backend { get; init; }

    /// <summary>In what its steps compute; null: in <c>float32</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Precision { get; init; }

    internal static RunHeading Of(RunSpec spec) =>
        new RunHeading(spec.Task.Kind, spec.Task.Name, spec.Seed, spec.Recipe.Epochs).Trained(spec.Backend, spec.Precision);

    internal static RunHeading Of(RunSummary summary) =>
        new RunHeading(summary.Kind, summary.Name, summary.Number("seed") ?? 0, summary.Number("recipe", "epochs") ?? 0).Trained(summary.Word("backend"), summary.Word("precision"));

    // What is usual goes without saying.
    private RunHeading Trained(string? backend, string? precision) => this with
    {
        Backend = backend == Backends.Fused ? backend : null,
        Precision = precision == Precisions.Bfloat16 ? precision : null,
    };
}

/// <summary>What the workspace of a run in progress says about it, for those who list runs.</summary>
/// <param name="About">What is run.</param>
/// <param name="Steps">Steps of the whole run.</param>
internal sealed record BegunRun(RunHeading About, int Steps)
{
    private const string FileName = "begun.json";
    private const int MostBytes = 1 << 20;

    /// <summary>The tables of observers that it makes beside the run: with them and the run there, it is of no more use.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    internal void Write(string directory) => File.WriteAllText(Path.Combine(directory, FileName), RunJson.Text(this));

    /// <summary>Null where the file is missing or damaged: the checkpoints do not need it.</summary>
    internal static BegunRun? Read(string directory) => Damage.OrNull(() =>
    {
        var begun = RunJson.Parse<BegunRun>(BoundedFile.ReadText(Path.Combine(directory, FileName), MostBytes));
        Damage.UnlessName(begun.About.Kind, "its task");
        Damage.UnlessName(begun.About.Name, "its network");
        Damage.Unless(begun.About.Backend is null or Backends.Fused, "its backend is unknown");
        Damage.Unless(begun.About.Precision is null or Precisions.Bfloat16, "its precision is unknown");
        Damage.Unless(begun.Tables.All(table => table is not null), "a table has no name");
        return begun;
    });
}
