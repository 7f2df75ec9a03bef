using System.Globalization;

namespace NotebookEngine.Scripting;

/// <summary>A cell while its code runs. It follows the code through awaits and tasks.</summary>
internal sealed class RunningCell(ICellOutput output, string idPrefix, CancellationToken interrupt)
{
    private static readonly AsyncLocal<RunningCell?> Flowing = new();
    private int _shown;

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
}
