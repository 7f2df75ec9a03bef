using System.Runtime.CompilerServices;

namespace NotebookEngine.Scripting;

/// <summary>
/// What the checks in a cell's code call; <see cref="InterruptChecks"/> writes them. .NET cannot stop a thread from
/// outside reliably: its <c>ControlledExecution</c> left loops running in about half of our trials.
/// </summary>
public static class CellInterrupt
{
    private static readonly ThreadLocal<nuint> Top = new();

    /// <summary>Ends the code that asked. It never returns, which lets the compiler keep a loop's values in registers.</summary>
    /// <exception cref="OperationCanceledException">Always.</exception>
    public static void Stop() => throw new OperationCanceledException("the cell was interrupted");

    /// <summary>Ends a recursion before the stack overflows, which would end the process.</summary>
    /// <param name="bytes">How much of the stack it may use.</param>
    /// <exception cref="InsufficientExecutionStackException">It has used that.</exception>
    public static unsafe void EnsureStack(int bytes)
    {
        byte here;
        var top = Top.Value;
        if (top == 0)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack(); // not the session's thread
        }
        else if (top - (nuint)(&here) > (nuint)bytes)
        {
            throw new InsufficientExecutionStackException("a function calls itself too deeply, or endlessly");
        }
    }

    /// <summary>Called at the start of the session's thread.</summary>
    internal static unsafe void BeginThread()
    {
        byte here;
        Top.Value = (nuint)(&here);
    }
}
