namespace Sandglass.Display.Pages;

/// <summary>What every page begins and ends with.</summary>
internal static class PageFrame
{
    /// <summary>The end of a page.</summary>
    public const string Foot = "</main>\n</body>\n</html>\n";

    /// <summary>The beginning of a page, its style within and its script, if it has one, beside it.</summary>
    public static string Head(string title, string? script = null) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{HtmlText.Encode(title)}</title>
        <link rel="icon" href="data:,">
        <style>
        {PageStyle.Read()}</style>
        {(script is null ? "" : $"<script src=\"{script}\"></script>\n")}</head>
        <body>
        <main>

        """;
}
