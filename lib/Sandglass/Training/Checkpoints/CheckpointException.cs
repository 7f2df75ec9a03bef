namespace Sandglass.Training.Checkpoints;

/// <summary>A checkpoint that a run cannot resume from; the message names the file, the reason and the remedy.</summary>
internal sealed class CheckpointException : WorkbenchException
{
    private const string Remedy = "remove the run in progress (workbench runs remove) and train it again";

    internal CheckpointException(string path, string reason, string remedy = Remedy, Exception? cause = null)
        : base($"{path} cannot be resumed: {reason}; {remedy}", cause!) =>
        (FileName, Reason) = (path, reason);

    /// <summary>The file.</summary>
    public string FileName { get; }

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; }

    /// <summary>Whether a newer workbench wrote it: there is nothing wrong with it then.</summary>
    internal bool IsNewer { get; init; }

    /// <summary>Whether it is gone or its bytes are others than were written, so that it is of no use to anybody here.</summary>
    internal bool IsDamaged { get; init; }
}
