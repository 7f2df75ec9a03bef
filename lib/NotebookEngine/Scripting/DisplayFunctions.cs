namespace NotebookEngine.Scripting;

/// <summary>The function that every cell has; it is called as in .NET Interactive.</summary>
public static class DisplayFunctions
{
    /// <summary>Shows a value in the cell's output.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The forms to show it in; none: those preferred for its type.</param>
    /// <returns>A handle whose <see cref="DisplayedValue.Update"/> replaces what is shown.</returns>
    /// <exception cref="InvalidOperationException">Called outside a cell.</exception>
    public static DisplayedValue display(object? value, params string[] mimeTypes)
    {
        var bundle = mimeTypes.Length == 0 ? ValueRenderer.Render(value) : ValueRenderer.RenderAs(value, mimeTypes);
        return Show(bundle);
    }

    internal static DisplayedValue Show(MimeBundle bundle)
    {
        var cell = RunningCell.Current
            ?? throw new InvalidOperationException("only a notebook's cell can show a value, and no cell is running");
        var shown = new DisplayedValue(cell.Output, cell.NextDisplayId());
        cell.Output.Display(bundle, shown.Id);
        return shown;
    }
}
