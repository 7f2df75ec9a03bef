namespace Sandglass.Display.Pages;

/// <summary>The style sheet of all pages, for daylight and dark.</summary>
public static class PageStyle
{
    /// <summary>The style sheet; it names no file and no address.</summary>
    public static string Read()
    {
        using var stream = typeof(PageStyle).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
