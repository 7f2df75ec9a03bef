using System.CommandLine;
using NotebookEngine.Kernel.Protocol;

namespace NotebookKernel;

/// <summary><c>notebook-kernel</c>: the kernel as a tool of its own.</summary>
internal static class KernelTool
{
    private const int Failed = 1;
    private const int Misused = 2;

    /// <summary>0: fine. 1: it failed, and a line says why. 2: asked wrongly.</summary>
    /// <param name="arguments">What the program was called with.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var program = new KernelProgram(ProgramPath.Words("NotebookKernel"));
        var root = new RootCommand("A C# kernel for Jupyter and VS Code.");
        foreach (var command in KernelCommands.All(program, "notebook-kernel"))
        {
            root.Add(command);
        }

        var asked = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        if (asked.Errors is [var misuse, ..])
        {
            await Console.Error.WriteLineAsync($"error: {misuse.Message} (see notebook-kernel --help)");
            return Misused;
        }

        try
        {
            return await asked.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (failure is KernelException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"error: {failure.Message}");
            return Failed;
        }
    }
}
