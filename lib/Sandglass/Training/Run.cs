using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Analysis;
using Sandglass.Data;
using Sandglass.Tables;
using Sandglass.Training;
using WholeFiles;
using static TorchSharp.torch;

namespace Sandglass;

/// <summary>A finished run, read from its folder.</summary>
public sealed class Run
{
    private readonly Lazy<RunSummary> _summary;
    private readonly Lazy<CsvTable> _metrics;
    private readonly Lazy<IReadOnlyList<EpochTiming>> _timing;
    private readonly ConcurrentDictionary<string, string> _tensors = [];
    private RunSpec? _spec;

    /// <summary>A run; its files are parsed when they are first asked for.</summary>
    /// <param name="directory">Its folder.</param>
    /// <param name="facts">What lists and tables say of it.</param>
    /// <param name="files">Content of its small files.</param>
    /// <param name="summary">Gives <c>run.json</c>, which lists of thousands of runs do not need.</param>
    /// <param name="spec">What it is a run of; null where only its file says so.</param>
    internal Run(string directory, RunFacts facts, RunTexts files, Func<RunSummary> summary, RunSpec? spec)
    {
        (Directory, Facts, Files, _spec) = (directory, facts, files, spec);
        _summary = new(summary);
        _metrics = new(() => Read(() => Csv.Read(Encoding.UTF8.GetString(files.Metrics.Span), RunFolder.Metrics)));
        _timing = new(() => Read(() => RowTable.Read<EpochTiming>(Encoding.UTF8.GetString(files.Timing.Span), RunFolder.Timing)));
    }

    /// <summary>The folder; its name is the run's hash.</summary>
    public string Directory { get; }

    /// <summary>What lists and tables say of it.</summary>
    internal RunFacts Facts { get; }

    /// <summary>Content of <c>metrics.csv</c> and <c>timing.csv</c> as it is in the files.</summary>
    internal RunTexts Files { get; }

    /// <summary>Content of <c>run.json</c>.</summary>
    internal RunSummary Summary => _summary.Value;

    /// <summary>What was trained.</summary>
    public string Name => Facts.About.Name;

    /// <summary>Names the run: plan, recipe, images, seed and threads decide it.</summary>
    public string Hash => Facts.Hash;

    /// <summary>Trainable parameters.</summary>
    public long Parameters => Facts.Parameters;

    /// <summary>Multiply-adds of one image.</summary>
    public long MultiplyAdds => Facts.MultiplyAdds;

    /// <summary>The numbers of its result by name, such as <c>test_accuracy</c>; null where there is none.</summary>
    public IReadOnlyDictionary<string, double?> Numbers() => Facts.Numbers();

    /// <summary>Names of the tables that its task added.</summary>
    public IReadOnlyList<string> OwnTables => Facts.OwnTables;

    /// <summary>Content of <c>timing.csv</c>, by epoch.</summary>
    internal IReadOnlyList<EpochTiming> Timing => _timing.Value;

    /// <summary>How it diverged; null where it was trained to its end.</summary>
    internal Divergence? Divergence => Facts.Divergence;

    /// <summary>What decided the result.</summary>
    /// <exception cref="WorkbenchException">The task is of a library that is not loaded, or the spec is damaged.</exception>
    internal RunSpec Spec => _spec ??= Of(Summary, summary => summary.Spec.Deserialize<RunSpec>(RunJson.Options) is { } spec && spec.HashAt(summary.Semantics) == summary.Hash
        ? spec
        : throw new FormatException("its spec belongs to another run"));

    /// <summary>The file of weights and BatchNorm statistics after the last epoch; its checksum is compared when it is first asked for.</summary>
    /// <exception cref="WorkbenchException">It is missing or damaged.</exception>
    public string Checkpoint => Tensors(RunFolder.Checkpoint);

    /// <summary>Seconds of training and validation; not of start-up or of the test.</summary>
    public double Seconds => Facts.Seconds;

    /// <summary>Training images a second over all epochs.</summary>
    public double ImagesPerSecond => Facts.ImagesPerSecond;

    /// <summary>Names of the columns of <c>metrics.csv</c>.</summary>
    internal IReadOnlyList<string> Columns => EpochCells.Header;

    /// <summary>Content of <c>metrics.csv</c> as text cells.</summary>
    internal CsvTable EpochCells => _metrics.Value;

    /// <summary>The rows of its epochs.</summary>
    /// <typeparam name="T">The task's own record of an epoch.</typeparam>
    /// <exception cref="WorkbenchException">They are not rows of this type.</exception>
    internal IReadOnlyList<T> Epochs<T>()
    {
        var table = RowTable.Of<T>();
        return Read<IReadOnlyList<T>>(() => [.. EpochCells.Rows.Select(row => (T)table.Parse(row))]);
    }

    /// <summary>The result.</summary>
    /// <typeparam name="T">The task's own record of it.</typeparam>
    /// <exception cref="WorkbenchException">It is not a result of this type.</exception>
    internal T Result<T>()
        where T : class => Of(Summary, summary => summary.Result.Deserialize<T>(RunJson.Options));

    /// <summary>Content of <c>metrics.csv</c>: a row an epoch, numbers as numbers.</summary>
    public DataFrame Metrics() => CsvFrame.Of(EpochCells);

    /// <summary>The trained network, on the CPU. The caller disposes it.</summary>
    /// <exception cref="WorkbenchException">The task keeps no network, or the file of weights is damaged.</exception>
    public nn.Module LoadNetwork() => Spec.Task.LoadNetwork(this);

    /// <summary>Whether a table or another file is there.</summary>
    /// <param name="fileName">Name of the file.</param>
    public bool Has(string fileName) => File.Exists(Table(fileName));

    /// <summary>Path of a table or another file.</summary>
    /// <param name="fileName">Name of the file.</param>
    public string Table(string fileName) => Path.Combine(Directory, fileName);

    /// <summary>Path of a file of tensors; its checksum is compared when it is first asked for.</summary>
    /// <param name="fileName">Name of the file.</param>
    /// <exception cref="WorkbenchException">It is missing or damaged.</exception>
    internal string Tensors(string fileName) => _tensors.GetOrAdd(fileName, name => RunFolder.Tensors(Directory, name));

    /// <summary>A table as its text.</summary>
    /// <exception cref="WorkbenchException">There is no such table, or it is too long.</exception>
    internal string Text(string fileName) => Read(() => RunFolder.Text(Directory, fileName));

    /// <summary>The rows of a table that its task or an observer wrote.</summary>
    /// <typeparam name="T">The record of its rows.</typeparam>
    /// <param name="fileName">Name of the file.</param>
    /// <exception cref="WorkbenchException">There is no such table, or it has other columns.</exception>
    internal IReadOnlyList<T> Rows<T>(string fileName) => Read(() => RowTable.Read<T>(RunFolder.Text(Directory, fileName), fileName));

    /// <summary>For each test image, in the dataset's order, whether it was classified correctly.</summary>
    /// <exception cref="WorkbenchException">The run is of no classifier, or the file is of another length than it says.</exception>
    public IReadOnlyList<bool> TestCorrect() => RunOutput.ReadBits(Table(Classification.TestCorrect));

    /// <summary>Takes over tables of the same run trained again.</summary>
    /// <exception cref="WorkbenchException">The other one has other bytes.</exception>
    internal void AddTables(string repeated, IEnumerable<string> fileNames)
    {
        foreach (var name in System.IO.Directory.EnumerateFiles(repeated).Select(path => Path.GetFileName(path)))
        {
            if (name is not (RunFolder.Summary or RunFolder.Timing or Checksums.FileName) && !fileNames.Contains(name) && Has(name)
                && !BoundedFile.ReadBytes(Path.Combine(repeated, name), Array.MaxLength).AsSpan().SequenceEqual(BoundedFile.ReadBytes(Table(name), Array.MaxLength)))
            {
                throw new WorkbenchException(
                    $"run {Directory} was trained again for its observers and {name} differs, as it does on another kind of machine; " +
                    "remove the folder and train it here");
            }
        }

        foreach (var name in fileNames)
        {
            File.Move(Path.Combine(repeated, name), Table(name), overwrite: true);
        }
    }

    // Of a summary that was read before: its own errors say all.
    private T Of<T>(RunSummary summary, Func<RunSummary, T?> read)
        where T : class => Read(() => read(summary));

    private T Read<T>(Func<T?> read)
        where T : class => Damage.Typed(
            () => read() ?? throw new JsonException("it is empty"),
            (reason, wrong) => new WorkbenchException($"run {Directory} cannot be read ({reason}); remove the folder and train again", wrong));
}
