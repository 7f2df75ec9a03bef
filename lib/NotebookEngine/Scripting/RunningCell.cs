using System.Globalization;

namespace NotebookEngine.Scripting;

/// <summary>A cell while its code runs. It follows the code through awaits, tasks, threads and timers.</summary>
/// <param name="output">Takes what it shows.</param>
/// <param name="idPrefix">Begins the names of its displays.</param>
/// <param name="unhandled">Is told what its code threw where nobody caught it, perhaps after its end.</param>
/// <param name="interrupt">Cancelled when the cell is to stop.</param>
internal sealed class RunningCell(ICellOutput output, string idPrefix, Action<Exception> unhandled, CancellationToken interrupt)
{
    private static readonly AsyncLocal<RunningCell?> Flowing = new();
    private int _shown;

    // By this name a library that knows nothing of the engine stops its long calls when the cell is interrupted.
    static RunningCell() =>
        AppContext.SetData("Notebook.Cancellation", () => Current?.Interrupt ?? CancellationToken.None);

    /// <summary>The cell on whose behalf the calling code runs, or null.</summary>
    public static RunningCell? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>Cancelled when the cell is to stop.</summary>
    public CancellationToken Interrupt { get; } = interrupt;

    public ICellOutput Output { get; } = output;

    public string NextDisplayId() =>
        $"{idPrefix}-{Interlocked.Increment(ref _shown).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Tells of an exception that nobody caught; that the interrupt ended a loop or a wait is none.</summary>
    public void Tell(Exception exception)
    {
        if (!Interrupt.IsCancellationRequested || exception is not (OperationCanceledException or ThreadInterruptedException))
        {
            unhandled(exception);
        }
    }
}
