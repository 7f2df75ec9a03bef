using System.CommandLine;
using NotebookKernel;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench kernel</c>: installs and runs the Jupyter kernel of the notebooks.</summary>
internal static class KernelCommand
{
    public static Command Create()
    {
        var command = new Command("kernel", "Install and run the Jupyter kernel of the notebooks.");
        foreach (var child in KernelCommands.All(new KernelProgram([.. ThisProgram.Words, "kernel"]), "workbench kernel"))
        {
            command.Add(child);
        }

        return command;
    }
}
