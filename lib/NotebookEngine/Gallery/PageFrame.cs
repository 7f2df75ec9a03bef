namespace NotebookEngine.Gallery;

/// <summary>What every page begins and ends with.</summary>
internal static class PageFrame
{
    public const string Plotly = "plotly.min.js";
    public const string Script = "gallery.js";
    public const string Style = "gallery.css";

    /// <summary>The end of a page.</summary>
    public const string Foot = "</main>\n</body>\n</html>\n";

    // A second wall behind the sanitizer: the browser itself loads nothing from elsewhere and runs no script in the page.
    private const string Policy =
        "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; img-src 'self' file: data: blob:";

    /// <summary>The beginning of a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="navigation">Its links to other pages, as HTML.</param>
    /// <param name="figures">Whether it has interactive figures, whose script is large.</param>
    public static string Head(string title, string navigation, bool figures = false) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Markup.Encode(title)}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="{Style}">
        {(figures ? $"<script src=\"{Plotly}\" defer></script>\n<script src=\"{Script}\" defer></script>\n" : "")}</head>
        <body>
        {navigation}<main>

        """;
}

/// <summary>The files that the assembly carries.</summary>
internal static class Resource
{
    public static string Read(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
