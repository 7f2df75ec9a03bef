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
        ParentWatch.Start(Console.OpenStandardInput(), () => Environment.Exit(CommandLine.Failed));
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
