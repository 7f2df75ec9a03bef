using System.Security.Cryptography;
using System.Text;
using Plotly.NET;
using WholeFiles;

namespace Sandglass.Display.Pages;

/// <summary>What pages have in common: how they begin and end, their style sheet and their script.</summary>
internal static class PageFrame
{
    internal const string Foot = "</main>\n</body>\n</html>\n";

    /// <summary>The style sheet of all pages, for daylight and dark; it names no file and no address.</summary>
    public static string Style() => Resource("page.css");

    /// <summary>A text that the library carries.</summary>
    internal static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(PageFrame).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>The copy of plotly.js that Plotly.NET carries, about 3.6 MB, so that pages need no network.</summary>
    public static byte[] Script()
    {
        using var script = OpenScript();
        using var bytes = new MemoryStream();
        script.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Writes the script, unless it is there already.</summary>
    internal static void WriteScript(string path)
    {
        using var script = OpenScript();
        if (new FileInfo(path) is not { Exists: true } there || there.Length != script.Length)
        {
            WholeFile.Write(path, Script());
        }
    }

    /// <summary>Writes a page that stands alone.</summary>
    /// <param name="path">The file; it must not be there yet.</param>
    /// <param name="html">The page.</param>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    internal static void WriteNew(string path, string html)
    {
        try
        {
            WholeFile.WriteNew(path, file => file.Write(Encoding.UTF8.GetBytes(html)));
        }
        catch (IOException failure)
        {
            throw new WorkbenchException(failure.Message, failure);
        }
    }

    /// <summary>A content security policy, the second wall after escaping: nothing is loaded, and no script runs but the page's own.</summary>
    /// <param name="script">Its script, which stands within it; null for none.</param>
    internal static string Policy(string? script = null) => "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
        + (script is null ? "" : $"; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'");

    /// <summary>The beginning of a page, its style within and its script, if it has one, beside it.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="script">Its script's file.</param>
    /// <param name="policy">Its <see cref="Policy"/>; null for none.</param>
    /// <param name="navigation">Links to other pages of its folder, as HTML.</param>
    internal static string Head(string title, string? script = null, string? policy = null, string navigation = "") =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        {(policy is null ? "" : $"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n")}<meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{HtmlText.Encode(title)}</title>
        <link rel="icon" href="data:,">
        <style>
        {Style()}</style>
        {(script is null ? "" : $"<script src=\"{script}\"></script>\n")}</head>
        <body>
        {navigation}<main>

        """;

    private static Stream OpenScript()
    {
        var assembly = typeof(GenericChart).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(".min.js", StringComparison.Ordinal));
        return assembly.GetManifestResourceStream(name)!;
    }
}
