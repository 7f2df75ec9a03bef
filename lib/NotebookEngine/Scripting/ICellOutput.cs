namespace NotebookEngine.Scripting;

/// <summary>
/// Takes what a cell shows, in order. Called from whichever thread the cell's code runs on, also after the cell has
/// ended if it left work behind, so an implementation guards its own state.
/// </summary>
internal interface ICellOutput
{
    /// <summary>The cell wrote to the console.</summary>
    void Write(StreamName stream, string text);

    /// <summary>The cell showed a value; <paramref name="displayId"/> is unique in the engine.</summary>
    void Display(MimeBundle bundle, string displayId);

    /// <summary>The cell changed a shown value, which may have been shown by an earlier cell.</summary>
    void Update(MimeBundle bundle, string displayId);
}

/// <summary>The two streams of a console.</summary>
internal enum StreamName
{
    Out,
    Error,
}
