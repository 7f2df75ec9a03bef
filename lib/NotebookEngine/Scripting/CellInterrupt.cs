namespace NotebookEngine.Scripting;

/// <summary>
/// Where the loops of a cell ask whether to stop; <see cref="LoopChecks"/> writes the question into them. .NET cannot
/// stop a thread from outside reliably: its <c>ControlledExecution</c> left loops running in about half of our trials.
/// </summary>
public static class CellInterrupt
{
    /// <summary>Throws where the cell that this code belongs to is to stop.</summary>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    public static void Check() => RunningCell.Current?.Interrupt.ThrowIfCancellationRequested();
}
