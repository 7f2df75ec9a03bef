namespace NotebookEngine.Scripting;

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>All of it ran.</summary>
    Ok,

    /// <summary>It does not compile, asks for what is not there, or threw.</summary>
    Failed,

    /// <summary>It was told to stop.</summary>
    Interrupted,
}
