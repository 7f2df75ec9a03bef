using System.Text.Json;
using Sandglass.Data;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass;

/// <summary>A named grid of runs of any task, arms times seeds, and what is compared over them.</summary>
public sealed record Study
{
    /// <summary>One point: less than the smallest gain that the paper reports over MobileNetV2 at any width it names
    /// with a known source (1.2 to 2.3 points).</summary>
    public const double DefaultMargin = 0.01;

    /// <summary>Name on the command line and of the recorded study's folder.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks.</summary>
    public required string Question { get; init; }

    /// <summary>The data; recipes are each arm's own.</summary>
    public required DataSource Data { get; init; }

    /// <summary>What is compared, in the order of the tables.</summary>
    internal IReadOnlyList<StudyArm> Arms { get; init; } = [];

    /// <summary>Seeds of every arm; differences are paired by them.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Where its runs are trained: <c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Whose kernels train them, and what they need first.</summary>
    internal string Backend { get; init; } = Backends.LibTorch;

    /// <summary>In what their steps compute; those of a search are single precision.</summary>
    internal string Precision { get; init; } = Precisions.Float32;

    /// <summary>Comparisons written down before the runs.</summary>
    public IReadOnlyList<PlannedComparison> Comparisons { get; init; } = [];

    /// <summary>The column of the runs' table that they compare: a number of the task's result, in snake case.</summary>
    public string Outcome { get; init; } = "test_accuracy";

    /// <summary>The largest difference in the outcome, as a fraction, that does not matter.</summary>
    public double Margin { get; init; } = DefaultMargin;

    /// <summary>Names of what looks into its runs between epochs, each of which adds a table.</summary>
    public IReadOnlyList<string> Observers { get; init; } = [];

    /// <summary>The group and seed whose runs are looked into; null: all.</summary>
    public (string Group, int Seed)? Observed { get; init; }

    /// <summary>Whether a run that diverges is an answer, as in a sweep of learning rates; else the study cannot be finished with it.</summary>
    internal bool MayDiverge { get; init; }

    /// <summary>Further facts that the record keeps, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> About { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>A recorded study.</summary>
    /// <param name="name">Its name, such as <c>blocks</c>; <c>workbench study list</c> names all.</param>
    /// <exception cref="WorkbenchException">It was not recorded, or cannot be read.</exception>
    public static StudyRecord Load(string name) => RecordedStudy.Find(name) ?? throw new WorkbenchException(
        $"{RecordedStudy.NotRecorded(name)} in {Path.GetDirectoryName(RecordedStudy.Folder(name))}; recorded are {string.Join(", ", RecordedStudy.Names())}");

    /// <summary>The study of a small JSON file: a name, a preset, seeds, a budget, and arms that are blocks with other properties.
    /// docs/COMMANDS.md shows one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WorkbenchException">It cannot be read; the message names it and says what is wrong.</exception>
    public static Study Read(string path) => StudyFile.Read(path);

    /// <summary>
    /// A study of networks of one's own: the test accuracy of the first is compared with that of each other (the primary
    /// comparisons), and the others with each other. It trains as the preset <c>quick</c> says, with three seeds; change that with
    /// <c>with</c> or when it is run.
    /// </summary>
    /// <param name="networks">At least two networks, each with a name of its own.</param>
    /// <exception cref="WorkbenchException">There are fewer than two, or a name comes twice or is empty.</exception>
    public static Study Compare(params IReadOnlyList<(string Name, NetworkPlan Network)> networks)
    {
        string[] names = [.. networks.Select(network => network.Name)];
        if (names.Length < 2 || names.Distinct().Count() < names.Length || names.Any(string.IsNullOrWhiteSpace))
        {
            throw new WorkbenchException($"a comparison needs two or more networks with different names, not ({string.Join(", ", names)})");
        }

        return new Study
        {
            Name = string.Join(" vs ", names),
            Question = $"Does the test accuracy of {names[0]} differ from that of {string.Join(" and ", names.Skip(1))}?",
            Data = Preset.Quick.Data,
            Seeds = [1, 2, 3],
            Arms = [.. networks.Select(network => new StudyArm(network.Name, "", new Classification(network.Network), Preset.Quick.Recipe) { Family = network.Network.Family })],
            Comparisons =
            [
                .. from first in Enumerable.Range(0, names.Length)
                   from second in Enumerable.Range(first + 1, names.Length - first - 1)
                   select new PlannedComparison(names[first], names[second], "", IsPrimary: first == 0),
            ],
        };
    }

    /// <summary>The same networks trained as a preset says, with the study's own seeds.</summary>
    /// <param name="preset">Recipe and images.</param>
    /// <param name="images">Other images; null: the preset's.</param>
    public Study Trained(Preset preset, DataSource? images = null) => this with
    {
        Data = images ?? preset.Data,
        Arms = [.. Arms.Select(arm => arm with { Recipe = preset.Recipe })],
    };

    /// <summary>All runs, seed by seed, so that whatever is cut short leaves whole seeds; expensive ones of a seed first, so
    /// that the last to finish are short.</summary>
    /// <param name="data">The data that <see cref="Data"/> loads.</param>
    internal IReadOnlyList<StudyRun> Runs(DataIdentity data)
    {
        RunSpec Spec(StudyArm arm, int seed) =>
            new(arm.Task.ForSeed(seed, data, Device, Backend), arm.Recipe, data, seed) { Device = Device, Backend = Backend, Precision = Precision };
        var arms = Arms.OrderByDescending(arm => arm.Cost.MultiplyAdds)
            .Select(arm => (Arm: arm, HashOfSeed: new Lazy<Func<int, string>>(() => CanonicalForm.HashOfSeed(Spec(arm, Seeds[0])))))
            .ToArray();
        return
        [
            .. from seed in Seeds
               from item in arms
               let spec = Spec(item.Arm, seed)
               select new StudyRun(item.Arm, spec, ReferenceEquals(spec.Task, item.Arm.Task) ? item.HashOfSeed : null),
        ];
    }

    /// <summary>Names of what looks into one of its runs.</summary>
    internal IReadOnlyList<string> ObserversOf(StudyRun place) =>
        Observed is not { } only || only == (place.Arm.Group, place.Spec.Seed) ? Observers : [];

    /// <summary>Whether a run is finished in a store, with all tables that this study asks for. A damaged run is not, and is reported.</summary>
    internal bool IsFinished(StudyRun place, RunStore store) => store.FindWhole(place.Spec, MayDiverge) is { } run && HasTables(place, run);

    /// <summary>The runs that are finished in a store, with all tables that this study asks for. A damaged run is left out and reported.</summary>
    /// <param name="grid">Its runs.</param>
    /// <param name="store">The store.</param>
    internal IReadOnlyList<(StudyRun Place, Run Run)> Finished(IEnumerable<StudyRun> grid, RunStore store) =>
        [.. store.FindWhole([.. grid.Select(place => (place, place.Spec, place.Hash))], MayDiverge).Where(found => HasTables(found.Of, found.Run))];

    private bool HasTables(StudyRun place, Run run) =>
        ObserversOf(place) is not { Count: > 0 } names || Studies.Diagnostics.Observers.Create(names, place.Spec).All(observer => run.Has(observer.FileName));

    /// <summary>Trains what is missing, one run after the other in this process, and gives the record.</summary>
    /// <param name="store">Where runs are found and kept.</param>
    /// <param name="progress">Gives the receiver of each trained run's steps.</param>
    /// <param name="cancellation">Stops between steps; the next call resumes there.</param>
    /// <exception cref="WorkbenchException">A run cannot be trained, or the data is missing.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal StudyRecord Train(RunStore store, Func<StudyRun, IProgress<TrainingProgress>?>? progress = null, CancellationToken cancellation = default)
    {
        using var data = Data.Load();
        var grid = Runs(data.Identity);
        foreach (var place in grid)
        {
            store.FindOrTrain(place.Spec, data, Studies.Diagnostics.Observers.Create(ObserversOf(place), place.Spec), MayDiverge, progress?.Invoke(place), cancellation);
        }

        return StudyRecord.Of(this, Finished(grid, store));
    }

    /// <summary>The same study with fewer seeds or other epochs, for what time allows.</summary>
    /// <param name="seeds">How many of the seeds.</param>
    /// <param name="epochs">Epochs of every arm; null leaves them.</param>
    public Study Reduced(int seeds, int? epochs = null) => this with
    {
        Seeds = [.. Seeds.Take(seeds)],
        Arms = [.. Arms.Select(arm => arm with { Recipe = arm.Recipe with { Epochs = epochs ?? arm.Recipe.Epochs } })],
    };

    /// <summary>The same grid of classifiers in seconds, to prove that it works: the smoke preset's images, seeds, epochs and batches.</summary>
    public Study Smoke() => this with
    {
        Data = Preset.Smoke.Data,
        Seeds = Preset.Smoke.Seeds,
        Arms =
        [
            .. Arms.Select(arm => arm with
            {
                Recipe = arm.Recipe with { Epochs = Preset.Smoke.Recipe.Epochs, BatchSize = Preset.Smoke.Recipe.BatchSize },
            }),
        ],
    };
}
