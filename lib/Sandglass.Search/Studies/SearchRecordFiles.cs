using System.Globalization;
using System.Text.Json;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Search.Studies;

/// <summary>
/// The record as small files: <c>study.json</c> (what was asked), <c>runs.csv</c>, <c>epochs.csv</c> with the alphas'
/// softmax weights in <c>weights.csv</c> (a row an edge, in the order of its space's operations), <c>candidates.csv</c>
/// and <c>environments.json</c>.
/// </summary>
public static class SearchRecordFiles
{
    private const string Protocol = "study.json";
    private const string Runs = "runs.csv";
    private const string Epochs = "epochs.csv";
    private const string Weights = "weights.csv";
    private const string Candidates = "candidates.csv";
    private const string Environments = "environments.json";

    /// <summary>The recorded study, or null where it was not recorded.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">A file cannot be read, or there is no data folder.</exception>
    public static SearchRecord? Find(string? data = null)
    {
        var folder = RecordedStudy.Folder(SearchStudy.Name, data);
        return File.Exists(Path.Combine(folder, Protocol)) ? Read(folder) : null;
    }

    /// <summary>Writes a record into a folder, whole or not at all; what the folder held is replaced.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="record">The record.</param>
    /// <exception cref="WorkbenchException">The folder cannot be written.</exception>
    public static void Write(string directory, SearchRecord record) => WholeFolder.Replace(directory, folder =>
    {
        void Text(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
        Text(Runs, Table(
            "arm,seed,search,run,parameters,relative_parameters,multiply_adds,test_accuracy,blocks,skips,alarm_epoch,search_seconds,training_seconds,environment,genotype",
            record.Rows.Select(r => Line($"{r.Arm},{r.Seed},{r.Search},{r.Run},{r.Parameters},{CsvText.Known(r.RelativeParameters)},{r.MultiplyAdds},{r.TestAccuracy:0.######},{r.Blocks},{r.Skips},{r.AlarmEpoch},{r.SearchSeconds:0.#},{r.TrainingSeconds:0.#},{r.Environment},{CsvText.Quote(r.Genotype.ToString())}"))));
        Text(Epochs, Table(
            "arm,seed,epoch,learning_rate,training_loss,training_accuracy,validation_loss,validation_accuracy,skips,alarm,genotype",
            record.Trajectories.SelectMany(t => t.Epochs.Select(e => Line($"{t.Arm},{t.Seed},{e.Epoch},{e.LearningRate:0.######},{e.TrainingLoss:0.######},{e.TrainingAccuracy:0.######},{e.ValidationLoss:0.######},{e.ValidationAccuracy:0.######},{e.Skips},{(e.Alarm ? 1 : 0)},{CsvText.Quote(e.Genotype)}")))));
        Text(Weights, Table("arm,seed,epoch,cell,edge,weights", record.Trajectories.SelectMany(WeightLines)));
        Text(Candidates, Table(
            "seed,number,accuracy,training_loss,parameters,multiply_adds,gradient_norm,log_synflow,cost,genotype",
            record.Candidates.Select(c => CandidateLine(c.Seed, c.Candidate))));
        Text(Environments, JsonSerializer.Serialize(record.Environments, RunJson.Options) + "\n");
        Text(Protocol, JsonSerializer.Serialize(record.Protocol, RunJson.Options) + "\n");
    });

    /// <summary>Reads the record of a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="WorkbenchException">A file is missing or damaged; the message names the folder.</exception>
    public static SearchRecord Read(string directory)
    {
        try
        {
            string Text(string name) => File.ReadAllText(Path.Combine(directory, name));
            T Json<T>(string name) => JsonSerializer.Deserialize<T>(Text(name), RunJson.Options) ?? throw new JsonException($"{name} is empty");
            IEnumerable<CsvRow> Rows(string name) => CsvText.Read(Text(name)).Select(row => new CsvRow(row));
            var protocol = Json<SearchProtocol>(Protocol);
            var weights = Rows(Weights).ToLookup(c => (c.Text("arm"), c.Whole("seed"), c.Whole("epoch"), c.Text("cell")), c => c.Numbers("weights"));
            return Checked(new SearchRecord(
                protocol,
                [.. Rows(Runs).Select(Row)],
                [
                    .. Rows(Epochs).GroupBy(c => (Arm: c.Text("arm"), Seed: c.Whole("seed"))).Select(search => new SearchTrajectory(
                        search.Key.Arm, search.Key.Seed, [.. search.Select(c => Epoch(c, cell => [.. weights[(search.Key.Arm, search.Key.Seed, c.Whole("epoch"), cell)]]))])),
                ],
                [.. Rows(Candidates).Select(c => new SearchCandidateRow(c.Whole("seed"), Candidate(c)))],
                Json<EnvironmentFingerprint[]>(Environments)));
        }
        catch (Exception wrong) when (wrong
            is FormatException or InvalidSpecException or JsonException or IOException or UnauthorizedAccessException or NotSupportedException or OverflowException)
        {
            throw new WorkbenchException($"the study in {directory} cannot be read ({wrong.Message}); check it out again", wrong);
        }
    }

    private static SearchRecord Checked(SearchRecord record)
    {
        foreach (var search in record.Trajectories)
        {
            var space = record.Protocol.Space(search.Arm);
            bool IsWhole(double[][] cell) => cell.Length == space.Edges && cell.All(edge => edge.Length == space.Operations.Count);
            if (!search.Epochs.All(epoch => IsWhole(epoch.Normal) && IsWhole(epoch.Reduction)))
            {
                throw new FormatException($"{Weights} has not every edge and operation of {search.Arm}, seed {search.Seed}");
            }
        }

        return record.Rows.All(row => row.Environment >= 0 && row.Environment < record.Environments.Count)
            ? record
            : throw new FormatException($"{Runs} names an environment that is not in {Environments}");
    }

    private static IEnumerable<string> WeightLines(SearchTrajectory search) =>
        from epoch in search.Epochs
        from cell in ((string Name, double[][] Weights)[])[("normal", epoch.Normal), ("reduction", epoch.Reduction)]
        from edge in cell.Weights.Index()
        select Line($"{search.Arm},{search.Seed},{epoch.Epoch},{cell.Name},{edge.Index + 1},{CsvText.List(edge.Item)}");

    private static string CandidateLine(int seed, RandomCandidate c) => Line(
        $"{seed},{c.Number},{c.Accuracy:0.######},{c.TrainingLoss:0.######},{c.Parameters},{c.MultiplyAdds},{CsvText.Known(c.GradientNorm)},{CsvText.Known(c.LogSynFlow)},{CsvText.Known(c.Cost)},{CsvText.Quote(c.Genotype.ToString())}");

    private static SearchRow Row(CsvRow c) => new(
        c.Text("arm"),
        c.Whole("seed"),
        c.Text("search"),
        c.Text("run"),
        Genotype.Parse(c.Text("genotype")),
        c.Long("parameters"),
        c.Number("relative_parameters"),
        c.Long("multiply_adds"),
        c.Number("test_accuracy"),
        c.Whole("blocks"),
        c.Whole("skips"),
        c.Text("alarm_epoch").Length == 0 ? null : c.Whole("alarm_epoch"),
        c.Number("search_seconds"),
        c.Number("training_seconds"),
        c.Whole("environment"));

    private static SearchEpoch Epoch(CsvRow c, Func<string, double[][]> weights) => new(
        c.Whole("epoch"),
        c.Number("learning_rate"),
        c.Number("training_loss"),
        c.Number("training_accuracy"),
        c.Number("validation_loss"),
        c.Number("validation_accuracy"),
        weights("normal"),
        weights("reduction"),
        c.Text("genotype"),
        c.Whole("skips"),
        c.Whole("alarm") == 1);

    private static RandomCandidate Candidate(CsvRow c) => new(
        c.Whole("number"),
        Genotype.Parse(c.Text("genotype")),
        c.Number("accuracy"),
        c.Number("training_loss"),
        c.Long("parameters"),
        c.Long("multiply_adds"),
        c.Number("gradient_norm"),
        c.Number("log_synflow"),
        c.Number("cost"));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Table(string header, IEnumerable<string> lines) => string.Concat(lines.Prepend(header).Select(line => line + "\n"));
}
