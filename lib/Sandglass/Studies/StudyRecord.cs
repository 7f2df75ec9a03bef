using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Analysis;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;
using Sandglass.Tables;
using Sandglass.Training;

namespace Sandglass;

/// <summary>What a study wrote down before it ran.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Margin">The largest difference in the outcome, as a fraction, that does not matter.</param>
/// <param name="Seeds">Seeds of every arm.</param>
/// <param name="Comparisons">What is compared; primary ones are one Holm family, the others another.</param>
/// <param name="Outcome">The column of the runs' table that is compared.</param>
public sealed record StudyProtocol(
    string Name, string Question, double Margin, IReadOnlyList<int> Seeds, IReadOnlyList<PlannedComparison> Comparisons, string Outcome)
{
    /// <summary>Further facts, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> About { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>A fact.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="name">Its name.</param>
    /// <exception cref="WorkbenchException">There is no such fact.</exception>
    public T Fact<T>(string name)
    {
        try
        {
            return About.TryGetValue(name, out var fact) && fact.Deserialize<T>(RunJson.Options) is { } value
                ? value
                : throw new JsonException($"it lacks '{name}'");
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            throw new WorkbenchException($"the study '{Name}' cannot be read ({wrong.Message}); record it again", wrong);
        }
    }

    internal static StudyProtocol Of(Study study) =>
        new(study.Name, study.Question, study.Margin, study.Seeds, study.Comparisons, study.Outcome) { About = study.About };
}

/// <summary>
/// The record of a study, which does not need its runs: question, tables, which test images each run classified correctly, and where
/// it ran. All figures, verdicts and claims are computed from this, never from runs directly.
/// </summary>
/// <param name="Protocol">What was asked and written down beforehand.</param>
/// <param name="Rows">A row a finished run.</param>
/// <param name="Environments">The distinct machines and versions.</param>
public sealed record StudyRecord(
    StudyProtocol Protocol, IReadOnlyList<StudyRow> Rows, IReadOnlyList<EnvironmentFingerprint> Environments)
{
    /// <summary>The table of epochs.</summary>
    public const string EpochTable = "epochs.csv";

    /// <summary>The other tables over all runs, as CSV by file name: epochs, what observers saw, what the task adds.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>();

    /// <summary>For each row, whether each test image was right; none where the task classifies no images.</summary>
    public IReadOnlyList<IReadOnlyList<bool>> TestCorrect { get; init; } = [];

    /// <summary>A row a run, as a DataFrame.</summary>
    public DataFrame Runs => CsvFrame.Parse(RecordedStudy.RunsOf(this), RecordedStudy.Runs);

    /// <summary>A row a run and epoch, as a DataFrame.</summary>
    public DataFrame Epochs => Table(EpochTable);

    /// <summary>The record of the runs that are finished. What several of them needed is told once, at the first.</summary>
    /// <param name="study">The study.</param>
    /// <param name="finished">Places of its grid with their runs.</param>
    /// <exception cref="WorkbenchException">A run's file is missing or damaged.</exception>
    internal static StudyRecord Of(Study study, IEnumerable<(StudyRun Place, Run Run)> finished)
    {
        var order = study.Arms.Index().ToDictionary(item => item.Item, item => item.Index);
        var runs = finished.OrderBy(item => order[item.Place.Arm]).ThenBy(item => item.Place.Spec.Seed)
            .Select(item => (item.Place, item.Run, Needed: Needed(item.Place, item.Run))).ToArray();
        var environments = runs.Select(item => item.Run.Facts.Environment).Distinct().ToArray();
        var rows = InParallel.Select(runs, item => StudyRow.Of(item.Place, item.Run, item.Needed, Array.IndexOf(environments, item.Run.Facts.Environment)));
        var (tables, told) = (new GatheredTables(), new HashSet<string>());
        foreach (var (place, run, needed) in runs)
        {
            tables.Add(EpochTable, place, () => run.EpochCells, isRounded: true);
            needed.Where(need => told.Add(need.Hash)).ToList().ForEach(need => tables.Add($"{need.Facts.About.Kind}.csv", place, () => need.EpochCells, isRounded: true));
            run.OwnTables.Concat(Observers.Create(study.ObserversOf(place), place.Spec).Select(observer => observer.FileName)).ToList()
                .ForEach(name => Add(name, place, Csv.Read(run.Text(name), name)));
        }

        // Read now: the record outlives the folder of the runs.
        void Add(string name, StudyRun place, CsvTable read) => tables.Add(name, place, () => read);

        string[] columns = [.. rows.Where(row => !row.Diverged).SelectMany(row => row.Cells.Keys).Append(study.Outcome).Distinct()];
        return new StudyRecord(StudyProtocol.Of(study), [.. rows.Select(row => row.Filled(columns))], environments)
        {
            Tables = tables,
            TestCorrect = BitsOf([.. runs.Select(item => item.Run)]),
        };
    }

    // A network that diverged classifies no image correctly.
    private static IReadOnlyList<bool>[] BitsOf(IReadOnlyList<Run> runs)
    {
        var ended = runs.Where(run => run.Divergence is null).ToArray();
        if (ended.Length == 0 || !ended.All(run => run.Has(Classification.TestCorrect)))
        {
            return [];
        }

        var none = new bool[ended[0].TestCorrect().Count];
        return InParallel.Select(runs, run => run.Divergence is null ? run.TestCorrect() : none);
    }

    /// <summary>Names of the arms that <see cref="With"/> added: figures show them as the reader's own.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>Whether it compares classifiers by test accuracy, each arm of a block family.</summary>
    public bool IsOfBlocks => Protocol.Outcome == "test_accuracy" && Rows.All(row => row.Family is not null);

    /// <summary>The same without its images: resampling them takes longest, and only their intervals need it.</summary>
    internal StudyRecord WithoutImages => this with { TestCorrect = [] };

    /// <summary>What its runs say of each planned comparison.</summary>
    public IReadOnlyList<ComparisonOutcome> Verdicts() => ComparisonOutcome.Of(this);

    /// <summary>The same with a run of one's own as an arm beside the others. Nothing is compared with it by itself: it is one seed.</summary>
    /// <param name="run">A finished run.</param>
    /// <param name="name">Name of the arm; further runs of the same name are further seeds.</param>
    /// <exception cref="WorkbenchException">The study has an arm of that name, or the run is there already.</exception>
    public StudyRecord With(Run run, string name)
    {
        if ((!Own.Contains(name) && Rows.Any(row => row.Arm == name)) || Rows.Any(row => row.Arm == name && row.Seed == run.Spec.Seed))
        {
            throw new WorkbenchException($"the study '{Protocol.Name}' has an arm '{name}' with seed {run.Spec.Seed} already; give another name");
        }

        EnvironmentFingerprint[] environments = [.. Environments.Append(run.Facts.Environment).Distinct()];
        var arm = new StudyArm(name, "", run.Spec.Task, run.Spec.Recipe) { Family = (run.Spec.Task as Classification)?.Plan.Family };
        return this with
        {
            Rows = [.. Rows, StudyRow.Of(new StudyRun(arm, run.Spec), run, [], Array.IndexOf(environments, run.Facts.Environment))],
            Environments = environments,
            TestCorrect = TestCorrect.Count == 0 ? [] : [.. TestCorrect, run.Has(Classification.TestCorrect) ? run.TestCorrect() : []],
            Own = [.. Own.Append(name).Distinct()],
        };
    }

    /// <summary>The same as if only some seeds had run: rows and images. The tables stay as they are.</summary>
    internal StudyRecord OfSeeds(IReadOnlyCollection<int> seeds) => this with
    {
        Rows = [.. Rows.Where(row => seeds.Contains(row.Seed))],
        TestCorrect = [.. TestCorrect.Where((_, i) => seeds.Contains(Rows[i].Seed))],
    };

    /// <summary>A table as a DataFrame.</summary>
    /// <param name="name">Name of the file, such as <c>epochs.csv</c>.</param>
    /// <exception cref="WorkbenchException">There is no such table, or it is damaged.</exception>
    public DataFrame Table(string name) => CsvFrame.Parse(TextOf(name), name);

    /// <summary>What an observer saw, or a task noted, in all runs; nothing in a study without it.</summary>
    /// <typeparam name="T">The rows of the table.</typeparam>
    /// <param name="name">Name of the file.</param>
    /// <exception cref="WorkbenchException">The table is damaged.</exception>
    internal IReadOnlyList<Observed<T>> Observed<T>(string name)
    {
        if (!Tables.TryGetValue(name, out var csv))
        {
            return [];
        }

        var (families, table) = (Rows.DistinctBy(run => (run.Arm, run.Group)).ToDictionary(run => (run.Arm, run.Group), run => run.Family), RowTable.Of<T>());
        try
        {
            return
            [
                .. from row in Csv.Read(csv, name).Rows
                   let arm = (row.Text("arm"), row.Text("group"))
                   select new Observed<T>(arm.Item1, arm.Item2, families[arm], row.Read("seed", text => int.Parse(text, CultureInfo.InvariantCulture)), (T)table.Parse(row)),
            ];
        }
        catch (Exception wrong) when (wrong is CsvException or KeyNotFoundException)
        {
            throw new WorkbenchException($"the table {name} of the study '{Protocol.Name}' cannot be read ({wrong.Message}); record it again", wrong);
        }
    }

    /// <summary>The epochs of its runs.</summary>
    /// <typeparam name="T">The task's own record of an epoch.</typeparam>
    /// <exception cref="WorkbenchException">The table is damaged.</exception>
    internal IReadOnlyList<Observed<T>> EpochsOf<T>() => Observed<T>(EpochTable);

    /// <summary>The runs of one arm, by seed.</summary>
    public IReadOnlyList<StudyRow> Of(string arm, string group) =>
        [.. Rows.Where(row => row.Arm == arm && row.Group == group).OrderBy(row => row.Seed)];

    /// <summary>A number of each run.</summary>
    /// <param name="column">Name of a column, or <c>log(column)</c>: the natural logarithm of the number, for a comparison as a ratio.</param>
    /// <exception cref="WorkbenchException">There is no such column, or a number that is not positive has no logarithm.</exception>
    public IReadOnlyDictionary<StudyRow, double> Values(string column) =>
        Rows.ToDictionary(row => row, row => ComparedColumn.InLogarithm(column) is { } name ? Logarithm(row, name) : row.Number(column));

    /// <summary>One row an arm, over its seeds, in the order of the study.</summary>
    public IReadOnlyList<ComparisonRow> Summary() =>
        [.. Rows.GroupBy(row => (row.Group, row.Arm)).Select(cell => ComparisonRow.Of([.. cell.OrderBy(row => row.Seed)], Protocol.Outcome))];

    /// <summary>The learning curves of classifiers.</summary>
    internal IReadOnlyList<CurvePoint> Curves() =>
    [
        .. EpochsOf<EpochMetrics>().Select(epoch => new CurvePoint(
            epoch.Family, epoch.Group, epoch.Seed, epoch.Row.Epoch, epoch.Row.TrainingLoss, epoch.Row.ValidationAccuracy)),
    ];

    private static double Logarithm(StudyRow row, string column) => row.Number(column) is <= 0
        ? throw new WorkbenchException($"column {column} of {row.Arm}, seed {row.Seed}, holds {row.Word(column)}, which has no logarithm; compare {column} itself")
        : Math.Log(row.Number(column));

    private string TextOf(string name) => Tables.GetValueOrDefault(name)
        ?? throw new WorkbenchException($"the study '{Protocol.Name}' has no table {name}; it has {string.Join(", ", Tables.Keys)}");

    private static IReadOnlyList<Run> Needed(StudyRun place, Run run) =>
        [.. place.Spec.Task.Needs.Select(need => RunStore.Read(Path.Combine(Path.GetDirectoryName(run.Directory)!, need.Hash)))];
}
