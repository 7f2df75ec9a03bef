using System.Globalization;
using NotebookEngine.Notebooks;
using NotebookEngine.Running;
using NotebookKernel;
using Sandglass;

namespace Workbench.Running;

/// <summary>How a notebook is executed.</summary>
/// <param name="Parameters">Values for variables of the cells tagged <c>parameters</c>, by name.</param>
/// <param name="CellTimeout">How long a cell may take, or null for as long as it likes.</param>
/// <param name="RequiresOrder">Whether it is refused where its order cannot reproduce it.</param>
internal sealed record NotebookSettings(IReadOnlyDictionary<string, string> Parameters, TimeSpan? CellTimeout, bool RequiresOrder = false)
{
    public const string ParameterOption = "--parameter";
    public const string TimeoutOption = "--timeout";
    public const string OrderOption = "--require-order";

    /// <summary>The same as arguments, each with its value in one, so that no value is taken for an option.</summary>
    public IEnumerable<string> Arguments =>
    [
        .. Parameters.Select(parameter => $"{ParameterOption}={parameter.Key}={parameter.Value}"),
        .. CellTimeout is { } limit ? [$"{TimeoutOption}={limit.TotalSeconds.ToString(CultureInfo.InvariantCulture)}"] : Array.Empty<string>(),
        .. RequiresOrder ? [OrderOption] : Array.Empty<string>(),
    ];
}

/// <summary>Executes one notebook, here or in a process of its own.</summary>
internal static class NotebookExecution
{
    /// <summary>Executes a notebook in this process.</summary>
    /// <exception cref="WorkbenchException">
    /// A cell failed, or the notebook's order cannot reproduce it; the message has cell and line.
    /// </exception>
    public static async Task<NotebookRun> RunAsync(Notebook notebook, string path, NotebookSettings settings, CancellationToken cancellation)
    {
        Cultures.StayInvariant();
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            WorkerProtocol.CancelWhenInputCloses(stop);
            var folder = Path.GetDirectoryName(path)!;
            if (settings.RequiresOrder && NotebookOrder.Describe(notebook, folder, stop.Token) is { Count: > 0 } findings)
            {
                throw new WorkbenchException(string.Join("; ", findings));
            }

            var run = await NotebookRunner.RunAsync(notebook, folder, settings.Parameters, settings.CellTimeout, stop.Token);
            return run.Error is { } error ? throw new WorkbenchException(error) : run;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotebookFormatException)
        {
            throw new WorkbenchException(wrong.Message, wrong);
        }
    }

    /// <summary>Executes a notebook in a process of its own.</summary>
    /// <returns>The notebook with its outputs, or what went wrong.</returns>
    public static async Task<(Notebook? Executed, string? Failure)> InOwnProcessAsync(
        string path, NotebookSettings settings, CancellationToken cancellation)
    {
        // The worker makes it as the last thing that it does, so that one that ends early, as its parent may, leaves none.
        var result = Path.Combine(Path.GetTempPath(), $"workbench-{Guid.NewGuid():n}.ipynb");
        try
        {
            using var worker = Worker.Start(["notebooks", "execute", path, result, .. settings.Arguments], _ => { }, prepare: Cultures.Allow);
            var failure = await worker.WaitAsync(cancellation);
            return failure is null ? (Notebook.Read(result), null) : (null, failure);
        }
        finally
        {
            File.Delete(result);
        }
    }
}
