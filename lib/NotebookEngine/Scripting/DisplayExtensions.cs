namespace NotebookEngine.Scripting;

/// <summary>The methods that every cell has; they are called as in .NET Interactive.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value in the cell's output, as <see cref="DisplayFunctions.display"/> does.</summary>
    /// <inheritdoc cref="DisplayFunctions.display"/>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) =>
        DisplayFunctions.display(value, mimeTypes);

    /// <summary>Shows a text as it is, as content of this MIME type: <c>"&lt;b&gt;x&lt;/b&gt;".DisplayAs("text/html")</c>.</summary>
    /// <exception cref="InvalidOperationException">Called outside a cell.</exception>
    public static DisplayedValue DisplayAs(this string value, string mimeType) =>
        DisplayFunctions.Show(new MimeBundle([new(mimeType, value)]));
}
