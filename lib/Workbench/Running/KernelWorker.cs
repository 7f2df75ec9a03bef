using System.Diagnostics;
using NotebookEngine.Kernel;
using NotebookEngine.Kernel.Supervision;
using NotebookEngine.Scripting;

namespace Workbench.Running;

/// <summary>The process in which cells run.</summary>
internal static class KernelWorker
{
    /// <summary>Serves until a front end asks for shutdown; ends with its supervisor.</summary>
    /// <exception cref="KernelException">It cannot start.</exception>
    public static int Run(string connectionFile)
    {
        var connection = ConnectionFile.Read(connectionFile);
        // Killed, not ended: the next kernel waits for the ports, and nothing here outlives the cells.
        ParentWatch.Start(Console.OpenStandardInput(), Process.GetCurrentProcess().Kill);
        Console.SetIn(new NoInput());
        using var engine = new ScriptEngine(Environment.CurrentDirectory);
        using (var kernel = new JupyterKernel(connection, engine, Console.Error))
        {
            kernel.Run();
        }

        JupyterKernel.SendTheLast();
        return 0;
    }
}
