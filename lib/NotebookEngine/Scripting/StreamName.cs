namespace NotebookEngine.Scripting;

/// <summary>The two streams of a console.</summary>
public enum StreamName
{
    /// <summary><c>stdout</c>.</summary>
    Out,

    /// <summary><c>stderr</c>.</summary>
    Error,
}
