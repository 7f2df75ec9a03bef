using System.Globalization;

namespace NotebookEngine.Scripting;

/// <summary>A cell while its code runs. It follows the code through awaits, tasks, threads and timers.</summary>
/// <param name="engine">Runs it.</param>
/// <param name="output">Takes what it shows.</param>
/// <param name="idPrefix">Begins the names of its displays.</param>
/// <param name="interrupt">Cancelled when the cell is to stop.</param>
internal sealed class RunningCell(ScriptEngine engine, ICellOutput output, string idPrefix, CancellationToken interrupt)
{
    private static readonly AsyncLocal<RunningCell?> Flowing = new();
    private int _shown;

    // By these names a library that knows nothing of the engine stops its long calls when the cell is interrupted, and shows
    // how far they are: a function that shows a value and gives what puts another in its place, or null outside a cell.
    static RunningCell()
    {
        AppContext.SetData("Notebook.Cancellation", () => Current?.Interrupt ?? CancellationToken.None);
        AppContext.SetData("Notebook.Display", (Func<object, Action<object>?>)(value => Current is null ? null : DisplayFunctions.display(value).Update));
    }

    /// <summary>The cell on whose behalf the calling code runs, or null.</summary>
    public static RunningCell? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>Cancelled when the cell is to stop.</summary>
    public CancellationToken Interrupt { get; } = interrupt;

    public ScriptEngine Engine { get; } = engine;

    public ICellOutput Output { get; } = output;

    public string NextDisplayId() =>
        $"{idPrefix}-{Interlocked.Increment(ref _shown).ToString(CultureInfo.InvariantCulture)}";
}
