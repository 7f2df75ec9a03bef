using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Tables;
using Sandglass.Weights;
using WholeFiles;

namespace Sandglass.Training;

/// <summary>
/// The files of a run, whatever its task: <c>run.json</c>, <c>metrics.csv</c>, <c>timing.csv</c>,
/// <c>checkpoint.safetensors</c>, what the task adds, the checksums of all but time, and the tables of observers.
/// </summary>
/// <remarks>
/// A run is checked when it is read: that all its files are there, and the checksums of all but weights. Tensors, the files
/// <c>*.safetensors</c>, are checked when they are loaded, since lists of thousands of runs do not need them.
/// </remarks>
internal static class RunFolder
{
    internal const string Summary = "run.json";
    internal const string Metrics = "metrics.csv";
    internal const string Timing = "timing.csv";
    internal const string Checkpoint = "checkpoint.safetensors";

    private const string TensorFile = ".safetensors";
    private const long MostOfSummary = 1 << 24;

    /// <summary>What every run's folder holds.</summary>
    internal static IReadOnlyList<string> Own { get; } = [Summary, Metrics, Timing, Checkpoint, Checksums.FileName];

    /// <summary>Writes everything but the tables of observers; time has no checksum, as it differs between equal runs. A run that
    /// diverged is not tested: it keeps its whole epochs and the weights as they are.</summary>
    internal static void Write(
        string directory, RunSpec spec, EnvironmentFingerprint environment, Trainer trainer, Divergence? divergence, CancellationToken cancellation)
    {
        Interruption.Check(cancellation);
        var (training, output) = (trainer.Training, new RunOutput(directory));
        var result = divergence is null ? training.Finish(output, trainer.Epochs, cancellation) : new object();
        File.WriteAllText(Path.Combine(directory, Metrics), RowTable.Of(training.EpochRow).ToCsv(trainer.Epochs));
        File.WriteAllText(Path.Combine(directory, Timing), RowTable.Of<EpochTiming>().ToCsv([.. trainer.Timing, .. trainer.TimingOfBegun]));
        Safetensors.Write(
            Path.Combine(directory, Checkpoint),
            [.. training.Network?.state_dict().Select(named => SafetensorsTensor.Of(named.Key, named.Value)) ?? []],
            training.WeightsMetadata);
        var cost = training.Cost;
        File.WriteAllText(Path.Combine(directory, Summary), RunJson.Text(new RunSummary(
            spec.Hash,
            spec.Task.Semantics,
            spec.Task.Kind,
            spec.Task.Name,
            JsonSerializer.SerializeToElement(spec, RunJson.Options),
            environment,
            cost.Parameters,
            cost.MultiplyAdds,
            JsonSerializer.SerializeToElement(result, result.GetType(), RunJson.Options))
        {
            Divergence = divergence,
        }));
        Checksums.Write(directory, [Summary, Metrics, Checkpoint, .. output.Names]);
    }

    /// <summary>Reads a run.</summary>
    /// <param name="directory">Its folder.</param>
    /// <param name="spec">What it is a run of; null where only its file says so.</param>
    /// <exception cref="WorkbenchException">A file is missing or damaged.</exception>
    internal static Run Read(string directory, RunSpec? spec = null) => Typed(directory, () => ReadWhole(directory, spec));

    /// <summary>The summary of a run whose other files were read before.</summary>
    /// <exception cref="WorkbenchException">It is missing or damaged.</exception>
    internal static RunSummary SummaryOf(string directory) => Typed(directory, () => SummaryOf(directory, Checksums.Listed(directory)));

    /// <summary>The path of a run's file of tensors, whose checksum agrees.</summary>
    /// <exception cref="WorkbenchException">It is missing or damaged.</exception>
    internal static string Tensors(string directory, string name) => Typed(directory, () =>
    {
        var path = Path.Combine(directory, name);
        Checksums.RequireListed(Checksums.Listed(directory), path, Checksums.Sha256(path));
        return path;
    });

    /// <summary>A table or another text of a run, within its limit.</summary>
    internal static string Text(string directory, string name) => BoundedFile.ReadText(Path.Combine(directory, name), name == Summary ? MostOfSummary : Csv.MostBytes);

    private static T Typed<T>(string directory, Func<T> read) => Damage.Typed(read, (reason, wrong) =>
        new WorkbenchException($"run {directory} is damaged ({reason}); remove the folder and train again", wrong));

    private static Run ReadWhole(string directory, RunSpec? spec)
    {
        var listed = Checksums.Listed(directory);
        var files = new RunTexts(Checked(directory, listed, Metrics, Csv.MostBytes), BoundedFile.ReadBytes(Path.Combine(directory, Timing), Csv.MostBytes));
        var summary = SummaryOf(directory, listed);
        var times = RowTable.Read<EpochTiming>(Encoding.UTF8.GetString(files.Timing.Span), Timing);
        var epochs = Csv.Read(Encoding.UTF8.GetString(files.Metrics.Span), Metrics).Rows.Count;
        Damage.Unless(
            times.Count == epochs || (summary.Divergence is not null && times.Count == epochs + 1), // the epoch in which it diverged
            $"{Metrics} has {epochs} rows, but {Timing} has {times.Count}");
        foreach (var (name, sum) in listed.Where(file => file.Name is not (Summary or Metrics)))
        {
            var path = Path.Combine(directory, name);
            if (name.EndsWith(TensorFile, StringComparison.Ordinal))
            {
                Damage.Unless(FileKinds.Of(path) == FileKind.Regular, $"{name} is missing or not a file");
            }
            else
            {
                Checksums.Require(path, sum, Checksums.Sha256(path));
            }
        }

        string[] tables = [.. listed.Select(file => file.Name).Where(name => name != Metrics && name.EndsWith(".csv", StringComparison.Ordinal))];
        return new Run(directory, RunFacts.Of(summary, times, tables), files, () => summary, spec);
    }

    private static RunSummary SummaryOf(string directory, IReadOnlyList<(string Name, string Sum)> listed)
    {
        var summary = RunJson.Parse<RunSummary>(Checked(directory, listed, Summary, MostOfSummary));
        Damage.Unless(summary.Hash == Path.GetFileName(Path.GetFullPath(directory)), $"{Summary} belongs to run {summary.Hash}");
        summary.Check();
        return summary;
    }

    // Read once, for the checksum and for what it says.
    private static byte[] Checked(string directory, IReadOnlyList<(string Name, string Sum)> listed, string name, long most)
    {
        var path = Path.Combine(directory, name);
        var bytes = BoundedFile.ReadBytes(path, most);
        Checksums.RequireListed(listed, path, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return bytes;
    }
}
