using System.Diagnostics.CodeAnalysis;

namespace NotebookEngine.Scripting;

/// <summary>The functions that every cell has; they are called as in .NET Interactive.</summary>
[SuppressMessage("Naming", "CA1708:Identifiers should differ by more than case", Justification = "cells are C# alone, and .NET Interactive has both")]
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

    /// <summary>Shows a value in the cell's output, as <see cref="display"/> does.</summary>
    /// <inheritdoc cref="display"/>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => display(value, mimeTypes);

    /// <summary>Shows a text as it is, as content of this MIME type: <c>"&lt;b&gt;x&lt;/b&gt;".DisplayAs("text/html")</c>.</summary>
    /// <exception cref="InvalidOperationException">Called outside a cell.</exception>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => Show(new MimeBundle([new(mimeType, value)]));

    private static DisplayedValue Show(MimeBundle bundle)
    {
        var cell = RunningCell.Current
            ?? throw new InvalidOperationException("only a notebook's cell can show a value, and no cell is running");
        var shown = new DisplayedValue(cell.Output, cell.NextDisplayId());
        cell.Output.Display(bundle, shown.Id);
        return shown;
    }
}

/// <summary>A value that stands in a cell's output.</summary>
public sealed class DisplayedValue
{
    private readonly ICellOutput _output;

    internal DisplayedValue(ICellOutput output, string id)
    {
        _output = output;
        Id = id;
    }

    /// <summary>The name by which updates find it.</summary>
    public string Id { get; }

    /// <summary>Puts another value in its place.</summary>
    public void Update(object? value) => _output.Update(ValueRenderer.Render(value), Id);
}
