using System.CommandLine;
using NotebookEngine.Kernel.Installation;
using NotebookEngine.Kernel.Protocol;
using Sandglass;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench kernel</c>: installs and runs the Jupyter kernel of the notebooks.</summary>
internal static class KernelCommand
{
    public static Command Create() =>
        new("kernel", "Install and run the Jupyter kernel of the notebooks.") { Install(), Run(), List(), Remove() };

    private static Command Install()
    {
        var (prefix, user) = Place();
        var command = new Command("install", "Install the kernel for Jupyter and VS Code. Run this again after moving the workbench.") { prefix, user };
        command.SetAction(parsed => Explained(() =>
        {
            var (path, isRenewed) = KernelProgram.Install(Folder(parsed, prefix, user));
            parsed.InvocationConfiguration.Output.WriteLine($"The kernel .NET (C#) is {(isRenewed ? "renewed" : "installed")}: {path}");
            return 0;
        }));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Show where the kernel is installed.");
        command.SetAction(parsed =>
        {
            foreach (var folder in KernelSpecFolder.AllInstalled.DefaultIfEmpty("not installed; install it with: workbench kernel install"))
            {
                parsed.InvocationConfiguration.Output.WriteLine(folder);
            }
            return 0;
        });
        return command;
    }

    private static Command Remove()
    {
        var (prefix, user) = Place();
        var command = new Command("remove", "Remove the kernel. Kernels of other programs are left alone.") { prefix, user };
        command.SetAction(parsed =>
        {
            var removed = Folder(parsed, prefix, user).Remove();
            foreach (var folder in removed.DefaultIfEmpty("nothing: it is not installed there"))
            {
                parsed.InvocationConfiguration.Output.WriteLine($"removed {folder}");
            }
            return 0;
        });
        return command;
    }

    private static Command Run()
    {
        var connection = new Option<string>("--connection-file")
        {
            Description = "connection file that the front end writes",
            Required = true,
        };
        var worker = new Option<string?>(KernelProgram.WorkerOption) { Hidden = true };
        var command = new Command("run", "Run the kernel; Jupyter calls this.") { connection, worker };
        command.SetAction((parsed, cancellation) => ExplainedAsync(() =>
        {
            var file = parsed.GetRequiredValue(connection);
            return parsed.GetValue(worker) is { } supervisor
                ? Task.FromResult(KernelWorker.Run(file, supervisor, cancellation))
                : KernelProgram.SuperviseAsync(file, parsed.InvocationConfiguration.Error, cancellation);
        }));
        return command;
    }

    private static (Option<string?> Prefix, Option<bool> User) Place()
    {
        var prefix = new Option<string?>("--prefix") { Description = "Python installation or environment to install into: DIR/share/jupyter/kernels" };
        var user = new Option<bool>("--user") { Description = "use the user's Jupyter folder, or JUPYTER_DATA_DIR if it is set; this is the default" };
        return (prefix, user);
    }

    private static KernelSpecFolder Folder(ParseResult parsed, Option<string?> prefix, Option<bool> user) => parsed.GetValue(prefix) switch
    {
        null => KernelSpecFolder.User,
        _ when parsed.GetValue(user) => throw new UsageException("--prefix and --user cannot be combined; give one"),
        var given => KernelSpecFolder.InPrefix(given),
    };

    private static int Explained(Func<int> command) => ExplainedAsync(() => Task.FromResult(command())).GetAwaiter().GetResult();

    private static async Task<int> ExplainedAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (KernelException failure)
        {
            throw new WorkbenchException(failure.Message, failure);
        }
    }
}
