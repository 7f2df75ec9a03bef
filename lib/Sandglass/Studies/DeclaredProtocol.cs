using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Sandglass.Data;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>All that decides the results of a study, as it is declared before its runs.</summary>
/// <param name="Asked">What the record keeps of it in <c>study.json</c>.</param>
/// <param name="Source">Where its data comes from.</param>
/// <param name="Data">The data by content.</param>
/// <param name="Device">Where it is trained.</param>
/// <param name="Backend">Whose kernels train it.</param>
/// <param name="Observers">What looks into its runs.</param>
/// <param name="Arms">What is compared.</param>
internal sealed record DeclaredProtocol(
    StudyProtocol Asked, JsonElement Source, DataIdentity Data, string Device, string Backend, IReadOnlyList<string> Observers, IReadOnlyList<DeclaredArm> Arms)
{
    private const int SeedOfTasks = 0; // any, so that more seeds change no arm

    /// <summary>In what its steps compute; null: in <c>float32</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Precision { get; init; }

    /// <summary>The group and seed that <see cref="Observers"/> look into; null: all.</summary>
    public string? Observed { get; init; }

    /// <summary>Whether a run that diverges is an answer; null: it is not.</summary>
    public bool? MayDiverge { get; init; }

    /// <summary>The SHA-256 of its canonical form, the one of a run's spec.</summary>
    internal string Hash => CanonicalForm.Sha256(CanonicalForm.Of(this));

    /// <summary>Hashes of all runs.</summary>
    internal IEnumerable<string> Runs => Arms.SelectMany(arm => arm.Runs.Split(' '));

    /// <summary>The protocol of a study as it stands.</summary>
    /// <param name="study">The study.</param>
    /// <param name="data">The data that it loads.</param>
    internal static DeclaredProtocol Of(Study study, DataIdentity data)
    {
        var runs = study.Runs(data).ToLookup(run => run.Arm);
        return new DeclaredProtocol(
            StudyProtocol.Of(study),
            JsonSerializer.SerializeToElement(study.Data, CanonicalForm.Options),
            data,
            study.Device,
            study.Backend,
            study.Observers,
            [.. study.Arms.Select(arm => Declared(arm))])
        {
            Precision = study.Precision == Precisions.Float32 ? null : study.Precision,
            Observed = study.Observed is var (group, seed) ? FormattableString.Invariant($"{group}, seed {seed}") : null,
            MayDiverge = study.MayDiverge ? true : null,
        };

        DeclaredArm Declared(StudyArm arm)
        {
            var spec = new RunSpec(arm.Task.ForSeed(SeedOfTasks, data, study.Device, study.Backend), arm.Recipe, data, SeedOfTasks);
            var form = (JsonObject)CanonicalForm.Of(spec, spec.Task.Semantics);
            var task = new JsonObject(form.Where(part => part.Key is "task" or "semantics" or "needs").Select(part => KeyValuePair.Create(part.Key, part.Value?.DeepClone())));
            return new DeclaredArm(
                arm.Name, arm.Group, CanonicalForm.Sha256(task), form["recipe"].Deserialize<JsonElement>(), string.Join(' ', runs[arm].OrderBy(run => run.Spec.Seed).Select(run => run.Hash)));
        }
    }

    /// <summary>Whether a record is of this protocol: it asks the same, and all of its runs are declared.</summary>
    internal bool IsOf(StudyRecord record) =>
        JsonNode.DeepEquals(CanonicalForm.Of(Asked), CanonicalForm.Of(record.Protocol)) && record.Rows.All(row => Runs.Contains(row.Run));

    /// <summary>What differs from another protocol of the same study, a line each.</summary>
    internal IReadOnlyList<string> ChangesFrom(DeclaredProtocol before)
    {
        string[] found =
        [
            .. Changed("question", before.Asked.Question, Asked.Question),
            .. Changed("outcome", before.Asked.Outcome, Asked.Outcome),
            .. Changed("margin", before.Asked.Margin, Asked.Margin),
            .. Listed("seeds", before.Asked.Seeds, Asked.Seeds),
            .. Listed("comparisons", before.Asked.Comparisons.Select(Words), Asked.Comparisons.Select(Words)),
            .. before.Asked.About.Keys.Union(Asked.About.Keys).SelectMany(fact => Changed($"fact {fact}", Text(before.Asked, fact), Text(Asked, fact))),
            .. Changed("data", Text(before.Source, before.Data), Text(Source, Data)),
            .. Changed("device", before.Device, Device),
            .. Changed("backend", before.Backend, Backend),
            .. Changed("precision", before.Precision ?? Precisions.Float32, Precision ?? Precisions.Float32),
            .. Listed("observers", before.Observers, Observers),
            .. Changed("runs looked into", before.Observed ?? "all", Observed ?? "all"),
            .. Changed("whether runs may diverge", before.MayDiverge ?? false, MayDiverge ?? false),
            .. Listed("arms", before.Arms.Select(arm => arm.ToString()), Arms.Select(arm => arm.ToString())),
            .. Arms.SelectMany(arm => before.Arms.Where(other => (other.Name, other.Group) == (arm.Name, arm.Group)).SelectMany(arm.ChangesFrom))
                .GroupBy(change => change.What, change => change.Arm)
                .Select(change => $"{change.Key} of {(change.Count() == Arms.Count ? "every arm" : string.Join(", ", change))}"),
        ];
        return found.Length > 0 || Hash == before.Hash ? found : ["the order in which it is written"];
    }

    /// <summary>Checks what types do not.</summary>
    /// <exception cref="FormatException">It is not what a study declares.</exception>
    internal void Check(string file)
    {
        RecordedStudy.Check(Asked, file);
        Damage.Unless(Arms.All(arm => arm?.Recipe.ValueKind == JsonValueKind.Object), $"an arm of {file} has no recipe");
        foreach (var word in (string[])[Device, Backend, Precision ?? "", Observed ?? "", .. Observers, .. Arms.SelectMany(arm => (string[])[arm.Name, arm.Group]), .. Asked.About.Keys])
        {
            Damage.UnlessName(word, $"a word of {file}");
        }
    }

    private static IEnumerable<string> Changed<T>(string what, T before, T now) =>
        EqualityComparer<T>.Default.Equals(before, now) ? []
        : now is double or string { Length: <= 40 } && before is not string { Length: > 40 } ? [FormattableString.Invariant($"{what}: {before}, now {now}")]
        : [$"{what} changed"];

    private static IEnumerable<string> Listed<T>(string what, IEnumerable<T> before, IEnumerable<T> now) =>
        from change in (IEnumerable<(string Word, T[] Items)>)[("added", [.. now.Except(before)]), ("removed", [.. before.Except(now)])]
        where change.Items.Length > 0
        select FormattableString.Invariant($"{what} {change.Word}: {string.Join(", ", change.Items)}");

    private static string Words(PlannedComparison planned) =>
        $"{planned.First} against {planned.Second}{(planned.Group.Length > 0 ? $" at {planned.Group}" : "")}{(planned.IsPrimary ? " (primary)" : "")}";

    private static string Text(StudyProtocol asked, string fact) => asked.About.TryGetValue(fact, out var value) ? Compact(value) : "none";

    private static string Text(JsonElement source, DataIdentity data) => $"{Compact(source)} {data}";

    /// <summary>A value as text, whatever the white space around it was.</summary>
    internal static string Compact(JsonElement value) => JsonSerializer.Serialize(value, CanonicalForm.Options);
}

/// <summary>One of the things that a declared study compares.</summary>
/// <param name="Name">Name within its group.</param>
/// <param name="Group">What it is compared within.</param>
/// <param name="Task">The SHA-256 of what is learned, with the task's semantics and what it needs before.</param>
/// <param name="Recipe">How it is trained, without what has its released value.</param>
/// <param name="Runs">Hashes of its runs, in the order of seeds, as the table of runs will name them.</param>
internal sealed record DeclaredArm(string Name, string Group, string Task, JsonElement Recipe, string Runs)
{
    /// <inheritdoc/>
    public override string ToString() => Group.Length > 0 ? $"{Name} at {Group}" : Name;

    internal IEnumerable<(string What, DeclaredArm Arm)> ChangesFrom(DeclaredArm before)
    {
        if (Task != before.Task)
        {
            yield return ("task", this);
        }

        string[] knobs = [.. Knobs(before.Recipe).Except(Knobs(Recipe)).Union(Knobs(Recipe).Except(Knobs(before.Recipe))).Select(knob => knob.Name).Distinct().Order(StringComparer.Ordinal)];
        if (knobs.Length > 0)
        {
            yield return ($"recipe ({string.Join(", ", knobs)})", this);
        }
    }

    private static IEnumerable<(string Name, string Value)> Knobs(JsonElement recipe) => recipe.EnumerateObject().Select(knob => (knob.Name, DeclaredProtocol.Compact(knob.Value)));
}
