namespace NotebookEngine.Scripting;

/// <summary>
/// What the checks in a cell's code call; <see cref="InterruptChecks"/> writes them. .NET cannot stop a thread from
/// outside reliably: its <c>ControlledExecution</c> left loops running in about half of our trials.
/// </summary>
public static class CellInterrupt
{
    /// <summary>Ends the code that asked. It never returns, which lets the compiler keep a loop's values in registers.</summary>
    /// <exception cref="OperationCanceledException">Always.</exception>
    public static void Stop() => throw new OperationCanceledException("the cell was interrupted");
}
