namespace NotebookEngine.Scripting;

/// <summary>
/// Where the loops of a cell ask whether to stop; <see cref="LoopChecks"/> writes the question into them. .NET cannot
/// stop a thread from outside reliably: its <c>ControlledExecution</c> left loops running in about half of our trials.
/// </summary>
public static class CellInterrupt
{
    private static int _stopping;

    /// <summary>Throws where the cell that this code belongs to is to stop; costs one read otherwise.</summary>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    public static void Check()
    {
        // Almost always zero: only while some cell is being stopped is it worth asking which.
        if (Volatile.Read(ref _stopping) != 0)
        {
            RunningCell.Current?.Interrupt.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Makes every check ask, until <see cref="Stopped"/>.</summary>
    internal static void Stopping() => Interlocked.Increment(ref _stopping);

    internal static void Stopped() => Interlocked.Decrement(ref _stopping);
}
