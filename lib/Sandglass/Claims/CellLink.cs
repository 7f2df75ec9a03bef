namespace Sandglass.Claims;

/// <summary>A cell of a notebook of the repository.</summary>
/// <param name="Notebook">Name of the notebook's file without its extension, such as <c>02-counting</c>.</param>
/// <param name="Cell">Id of the cell.</param>
public sealed record CellLink(string Notebook, string Cell)
{
    /// <summary>Reads <c>02-counting#published</c>.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    internal static CellLink Parse(string text) =>
        text.Split('#') is [{ Length: > 0 } notebook, { Length: > 0 } cell] && notebook.IndexOfAny(['/', '\\']) < 0
            ? new CellLink(notebook, cell)
            : throw new FormatException($"'{text}' is no cell; write it as 02-counting#published");

    /// <summary>As in the file, such as <c>02-counting#published</c>.</summary>
    public override string ToString() => $"{Notebook}#{Cell}";
}
