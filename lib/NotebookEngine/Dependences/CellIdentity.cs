namespace NotebookEngine.Dependences;

/// <summary>Tells whether two executions are of one cell.</summary>
/// <param name="Text">The id that the front end gave, else the code.</param>
/// <param name="IsId">Whether it is an id. Without one, an edited cell is another cell.</param>
internal readonly record struct CellIdentity(string Text, bool IsId)
{
    public static CellIdentity Of(string? id, string code) => id is null ? new(code, false) : new(id, true);
}
