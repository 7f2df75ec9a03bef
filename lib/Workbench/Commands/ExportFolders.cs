using System.CommandLine;
using Workbench.Exports;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary>The options that say as what finished runs are written, the same for every command that exports them.</summary>
internal sealed class ExportFolders
{
    private readonly Option<string?> _tensorBoard = new("--tensorboard")
    {
        HelpName = CommonOptions.Folder,
        Description = "folder to write for TensorBoard, which must not exist: curves and settings, a folder a run",
    };

    private readonly Option<string?> _parquet = new("--parquet")
    {
        HelpName = CommonOptions.Folder,
        Description = $"folder to write, which must not exist: {RunExport.Runs}, a row a run, and {RunExport.Epochs}, a row a run and epoch",
    };

    internal IEnumerable<Option> Options => [_tensorBoard, _parquet];

    /// <summary>Refuses what cannot be written, before runs are read.</summary>
    /// <exception cref="UsageException">Nothing is to be written.</exception>
    /// <exception cref="Sandglass.WorkbenchException">A folder is there already.</exception>
    internal void Require(ParseResult asked)
    {
        if (asked.GetValue(_tensorBoard) is null && asked.GetValue(_parquet) is null)
        {
            throw new UsageException("name a folder to write with --tensorboard or --parquet");
        }

        CommonOptions.RequireNew(asked.GetValue(_tensorBoard));
        CommonOptions.RequireNew(asked.GetValue(_parquet));
    }

    /// <summary>Writes the runs and says where they are.</summary>
    /// <exception cref="Sandglass.WorkbenchException">A folder cannot be written, or a run's file is damaged.</exception>
    internal async Task WriteAsync(ParseResult asked, IReadOnlyList<ExportedRun> runs, CancellationToken cancellation)
    {
        var (output, counted) = (asked.InvocationConfiguration.Output, Wording.Counted(runs.Count, "run"));
        if (asked.GetValue(_tensorBoard) is { } events)
        {
            RunExport.WriteTensorBoard(events, runs);
            await output.WriteLineAsync($"{counted}: {events}; show them with 'tensorboard --logdir {events}'");
        }

        if (asked.GetValue(_parquet) is { } tables)
        {
            await RunExport.WriteParquetAsync(tables, runs, cancellation);
            await output.WriteLineAsync($"{counted}: {Path.Combine(tables, RunExport.Runs)}, {Path.Combine(tables, RunExport.Epochs)}");
        }
    }
}
