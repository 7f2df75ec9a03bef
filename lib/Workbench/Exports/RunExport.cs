using Sandglass.Data;
using WholeFiles;

namespace Workbench.Exports;

/// <summary>Finished runs as folders for other programs, each written whole or not at all.</summary>
internal static class RunExport
{
    /// <summary>A row a run: settings, results, time and machine.</summary>
    public const string Runs = "runs.parquet";

    /// <summary>A row a run and epoch.</summary>
    public const string Epochs = "epochs.parquet";

    /// <summary>Writes a folder for TensorBoard, in it a folder a run.</summary>
    /// <param name="directory">The folder; it must not be there yet.</param>
    /// <param name="runs">The runs.</param>
    /// <exception cref="Sandglass.WorkbenchException">Something is there, it cannot be written, or a run's file is damaged.</exception>
    public static void WriteTensorBoard(string directory, IReadOnlyList<ExportedRun> runs) => WholeFolder.WriteNew(directory, folder =>
    {
        foreach (var run in runs)
        {
            WholeFile.Write(Path.Combine(folder, run.Label, RunEvents.File), file => EventFile.Write(file, RunEvents.Of(run)));
        }
    });

    /// <summary>Writes a folder of two tables, <see cref="Runs"/> and <see cref="Epochs"/>.</summary>
    /// <param name="directory">The folder; it must not be there yet.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Sandglass.WorkbenchException">Something is there, it cannot be written, or a run's file is damaged.</exception>
    public static async Task WriteParquetAsync(string directory, IReadOnlyList<ExportedRun> runs, CancellationToken cancellation)
    {
        var ofRuns = await ParquetFile.BytesAsync(TypedTable.Of(runs.Select(run => run.Row)), cancellation);
        var ofEpochs = await ParquetFile.BytesAsync(TypedTable.Of(runs.SelectMany(run => run.Epochs.Select(row => (IReadOnlyList<(string, object?)>)[.. run.Key, .. row]))), cancellation);
        WholeFolder.WriteNew(directory, folder =>
        {
            WholeFile.Write(Path.Combine(folder, Runs), ofRuns);
            WholeFile.Write(Path.Combine(folder, Epochs), ofEpochs);
        });
    }
}
