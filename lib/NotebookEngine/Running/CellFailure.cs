using System.Globalization;
using NotebookEngine.Notebooks;
using NotebookEngine.Scripting;

namespace NotebookEngine.Running;

/// <summary>The cell at which a notebook stopped.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Error">What went wrong in it.</param>
public sealed record CellFailure(Cell Cell, CellError Error)
{
    /// <summary>Cell, id, line and message, as one line.</summary>
    public string Headline => string.Create(
        CultureInfo.InvariantCulture,
        $"cell {Cell.Number} ({Cell.Id}){(Error.Line is { } line ? $", line {line}" : "")}: {Error.Name}: {Error.Message.ReplaceLineEndings(" ")}");

    /// <summary>Cell, id and traceback, as text of several lines.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"cell {Cell.Number} ({Cell.Id}) failed\n  {string.Join("\n  ", Error.Traceback)}");
}
