using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using NotebookEngine.Kernel.Protocol;
using Sandglass;

namespace Workbench;

/// <summary>Runs a command and turns what goes wrong into one line and an exit code.</summary>
internal static class CommandLine
{
    internal const int Failed = 1;
    internal const int Misused = 2;
    internal const int Interrupted = 130; // what a shell reports for a program that Ctrl-C ended

    // Workers end between two steps; whoever leaves before them leaves their half-written runs.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    /// <summary>
    /// 0: fine. 1: the work or its data failed, or a bug, which says that it is one. 2: asked wrongly. 130: stopped from
    /// outside.
    /// </summary>
    /// <param name="root">The commands.</param>
    /// <param name="args">What the program was called with.</param>
    /// <param name="output">Where answers go.</param>
    /// <param name="error">Where the line goes that says what went wrong.</param>
    /// <param name="stop">Ends the command from outside.</param>
    internal static async Task<int> RunAsync(
        RootCommand root, IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        var name = "workbench";
        try
        {
            Misuse.RequireText(args);
            // Without files of arguments, which '@' before an argument would mean.
            var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
            var asked = root.Parse(args, configuration);
            if (Misuse.IsNothingAsked(asked))
            {
                asked = root.Parse([.. args, "--help"], configuration);
            }

            name = Misuse.NameOf(asked.CommandResult);
            Misuse.RequireValues(asked);
            return asked.Action is ParseErrorAction ? throw new UsageException(Misuse.Of(asked)) : await InvokeAsync(asked, output, error, stop);
        }
        catch (UsageException misuse)
        {
            await error.WriteLineAsync(OneLine.Of($"error: {misuse.Message} (see {name} --help)"));
            return Misused;
        }
        catch (Exception failure) when (Reason(failure) is { } reason)
        {
            await error.WriteLineAsync(OneLine.Of($"error: {reason}"));
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("stopped");
            return Interrupted;
        }
        catch (Exception defect)
        {
            await error.WriteLineAsync($"error: {Defect.Tell(defect)}");
            return Failed;
        }
    }

    /// <summary>What a failure of the work or its data says of itself; null for a bug.</summary>
    internal static string? Reason(Exception failure) => failure switch
    {
        FileNotFoundException { FileName: null } when IsFolderGone() => "the current folder is no longer there; change to one that is and start again",
        WorkbenchException or KernelException or IOException or UnauthorizedAccessException => failure.Message,
        OutOfMemoryException => $"there is not enough memory for this ({failure.Message}); use a smaller input",
        // libtorch has no exception of its own for it, in C# or C++.
        ExternalException when failure.Message.Contains("can't allocate memory", StringComparison.Ordinal) =>
            "there is not enough memory for this; choose a smaller network or batch, or fewer workers",
        _ => null,
    };

    // .NET says "Unable to find the specified file." of it, and not which.
    private static bool IsFolderGone()
    {
        try
        {
            _ = Directory.GetCurrentDirectory();
            return false;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
    }

    /// <summary>Says that the program's output went nowhere: a closed pipe says it itself, a full disk does not.</summary>
    /// <returns>The program's exit code.</returns>
    internal static int OutputLost(int code, Exception lost, TextWriter error)
    {
        if (code != 0)
        {
            return code;
        }

        error.WriteLine(OneLine.Of($"error: the work is done, but some of its output could not be written ({lost.Message})"));
        return Failed;
    }

    // On another thread, since many commands work a while before they give a task back, and what stops them is heard here.
    private static async Task<int> InvokeAsync(ParseResult asked, TextWriter output, TextWriter error, CancellationToken stop)
    {
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = output,
            Error = error,
        };
        var work = Task.Run(() => asked.InvokeAsync(configuration, stop), CancellationToken.None);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = stop.Register(stopped.SetResult);
        if (await Task.WhenAny(work, stopped.Task) != work)
        {
            // What takes no token has nothing to put in order.
            await Task.WhenAny(work, Task.Delay(asked.Action is AsynchronousCommandLineAction ? TimeToStop : TimeSpan.Zero, CancellationToken.None));
            if (!work.IsCompleted)
            {
                throw new OperationCanceledException(stop);
            }
        }

        return await work;
    }
}
