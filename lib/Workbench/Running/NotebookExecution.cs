using NotebookEngine.Notebooks;
using NotebookEngine.Running;
using Sandglass;

namespace Workbench.Running;

/// <summary>Executes one notebook, here or in a process of its own.</summary>
internal static class NotebookExecution
{
    /// <summary>Executes a notebook in this process.</summary>
    /// <exception cref="WorkbenchException">A cell failed; the message has cell and line.</exception>
    public static async Task<NotebookRun> RunAsync(Notebook notebook, string path, string? preset, CancellationToken cancellation)
    {
        try
        {
            var parameters = preset is null ? [] : new Dictionary<string, string> { ["preset"] = preset };
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            WorkerProtocol.CancelWhenInputCloses(stop);
            var run = await NotebookRunner.RunAsync(notebook, Path.GetDirectoryName(path)!, parameters, stop.Token);
            return run.Error is { } error ? throw new WorkbenchException(error) : run;
        }
        catch (ArgumentException wrong)
        {
            throw new WorkbenchException(wrong.Message, wrong);
        }
    }

    /// <summary>Executes a notebook in a process of its own.</summary>
    /// <returns>The notebook with its outputs, or what went wrong.</returns>
    public static async Task<(Notebook? Executed, string? Failure)> InOwnProcessAsync(
        string path, string? preset, CancellationToken cancellation)
    {
        var result = Path.GetTempFileName();
        try
        {
            string[] arguments = ["notebooks", "execute", path, result, .. preset is null ? Array.Empty<string>() : ["--preset", preset]];
            using var worker = Worker.Start(arguments, _ => { });
            var failure = await worker.WaitAsync(cancellation);
            return failure is null ? (Notebook.Read(result), null) : (null, failure);
        }
        finally
        {
            File.Delete(result);
        }
    }
}
