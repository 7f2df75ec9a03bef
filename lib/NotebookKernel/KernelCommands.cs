using System.CommandLine;
using NotebookEngine.Kernel.Installation;

namespace NotebookKernel;

/// <summary>The commands that install and run the Jupyter kernel, for every program that has it.</summary>
internal static class KernelCommands
{
    /// <summary>All of them.</summary>
    /// <param name="program">The program that a front end starts.</param>
    /// <param name="name">How a person calls the program.</param>
    public static IReadOnlyList<Command> All(KernelProgram program, string name) => [Install(program), Run(program), List(name), Remove()];

    private static Command Install(KernelProgram program)
    {
        var (prefix, user) = Place();
        var command = new Command("install", "Install the kernel for Jupyter and VS Code. Run this again after moving or updating the program.") { prefix, user };
        RefuseBoth(command, prefix, user);
        command.SetAction(parsed =>
        {
            var (path, isRenewed) = program.Install(Folder(parsed, prefix));
            parsed.InvocationConfiguration.Output.WriteLine($"The kernel .NET (C#) is {(isRenewed ? "renewed" : "installed")}: {path}");
        });
        return command;
    }

    private static Command List(string name)
    {
        var command = new Command("list", "Show where the kernel is installed.");
        command.SetAction(parsed =>
        {
            foreach (var folder in KernelSpecFolder.AllInstalled.DefaultIfEmpty($"not installed; install it with: {name} install"))
            {
                parsed.InvocationConfiguration.Output.WriteLine(folder);
            }
        });
        return command;
    }

    private static Command Remove()
    {
        var (prefix, user) = Place();
        var command = new Command("remove", "Remove the kernel. Kernels of other programs are left alone.") { prefix, user };
        RefuseBoth(command, prefix, user);
        command.SetAction(parsed =>
        {
            foreach (var folder in Folder(parsed, prefix).Remove().DefaultIfEmpty("nothing: it is not installed there"))
            {
                parsed.InvocationConfiguration.Output.WriteLine($"removed {folder}");
            }
        });
        return command;
    }

    private static Command Run(KernelProgram program)
    {
        var connection = new Option<string>("--connection-file")
        {
            Description = "connection file that the front end writes",
            Required = true,
        };
        var worker = new Option<string?>(KernelProgram.WorkerOption) { Hidden = true };
        var command = new Command("run", "Run the kernel; Jupyter calls this.") { connection, worker };
        command.SetAction((parsed, cancellation) =>
        {
            var file = parsed.GetRequiredValue(connection);
            return parsed.GetValue(worker) is { } supervisor
                ? Task.FromResult(KernelWorker.Run(file, supervisor, cancellation))
                : program.SuperviseAsync(file, parsed.InvocationConfiguration.Error, cancellation);
        });
        return command;
    }

    private static (Option<string?> Prefix, Option<bool> User) Place()
    {
        var prefix = new Option<string?>("--prefix") { Description = "Python installation or environment to install into: DIR/share/jupyter/kernels" };
        var user = new Option<bool>("--user") { Description = "use the user's Jupyter folder, or JUPYTER_DATA_DIR if it is set; this is the default" };
        return (prefix, user);
    }

    private static void RefuseBoth(Command command, Option<string?> prefix, Option<bool> user) => command.Validators.Add(result =>
    {
        if (result.GetResult(prefix) is not null && result.GetValue(user))
        {
            result.AddError("--prefix and --user cannot be combined; give one");
        }
    });

    private static KernelSpecFolder Folder(ParseResult parsed, Option<string?> prefix) =>
        parsed.GetValue(prefix) is { } given ? KernelSpecFolder.InPrefix(given) : KernelSpecFolder.User;
}
