using System.Diagnostics;
using NotebookEngine.Kernel;
using NotebookEngine.Kernel.Protocol;

namespace NotebookKernel;

/// <summary>The process in which cells run.</summary>
internal static class KernelWorker
{
    private const int Interrupted = 130; // what a shell reports for a program that Ctrl-C ended

    /// <summary>Serves until a front end asks for shutdown; ends with its supervisor.</summary>
    /// <exception cref="KernelException">It cannot start.</exception>
    public static int Run(string connectionFile, string supervisor, CancellationToken cancellation)
    {
        // A cell may run for ever, so what ends the process from outside does not wait for it.
        using var ended = cancellation.Register(() => Environment.Exit(Interrupted));
        Cultures.StayInvariant();
        // Killed, not ended: the next kernel waits for the ports, and nothing here outlives the cells.
        JupyterKernel.Serve(connectionFile, Environment.CurrentDirectory, supervisor, Process.GetCurrentProcess().Kill, Console.Error);
        return 0;
    }
}
