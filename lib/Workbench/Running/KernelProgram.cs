using NotebookEngine.Kernel;
using NotebookEngine.Kernel.Installation;

namespace Workbench.Running;

/// <summary>How this program is started as a kernel, by a front end and by itself.</summary>
internal static class KernelProgram
{
    public const string WorkerOption = "--worker";

    /// <summary>Installs the absolute path of the built program and of the .NET that it was started with.</summary>
    public static (string Path, bool IsRenewed) Install(KernelSpecFolder folder) => folder.Install(
        [.. ThisProgram.Words, "kernel", "run", "--connection-file"], new Dictionary<string, string> { [ThisProgram.DotNetRootVariable] = ThisProgram.DotNetRoot });

    /// <summary>Runs the kernel in a process of its own and reports if that dies.</summary>
    public static Task<int> SuperviseAsync(string connectionFile, TextWriter error, CancellationToken cancellation)
    {
        var worker = ThisProgram.With(["kernel", "run", "--connection-file", connectionFile, WorkerOption]);
        (worker.RedirectStandardOutput, worker.RedirectStandardError) = (false, false); // the front end's
        Cultures.Allow(worker);
        return new KernelSupervisor(error).RunAsync(worker, cancellation);
    }
}
