using System.Diagnostics;
using NotebookEngine.Kernel;
using NotebookEngine.Kernel.Installation;

namespace NotebookKernel;

/// <summary>How a program is started as a kernel, by a front end and by itself.</summary>
/// <param name="words">The program by its absolute path, and its arguments before <c>run</c>.</param>
internal sealed class KernelProgram(IReadOnlyList<string> words)
{
    public const string WorkerOption = "--worker";

    /// <summary>Installs the absolute path of the program and of the .NET that it was started with.</summary>
    public (string Path, bool IsRenewed) Install(KernelSpecFolder folder) =>
        folder.Install([.. words, "run", "--connection-file"], new Dictionary<string, string> { [ProgramPath.DotNetRootVariable] = ProgramPath.DotNetRoot });

    /// <summary>Runs the kernel in a process of its own and reports if that dies.</summary>
    public Task<int> SuperviseAsync(string connectionFile, TextWriter error, CancellationToken cancellation)
    {
        var worker = new ProcessStartInfo(words[0], [.. words.Skip(1), "run", "--connection-file", connectionFile, WorkerOption])
        {
            Environment = { [ProgramPath.DotNetRootVariable] = ProgramPath.DotNetRoot },
        };
        Cultures.Allow(worker);
        return new KernelSupervisor(error).RunAsync(worker, cancellation);
    }
}
