using Plotly.NET;

namespace Sandglass.Display.Pages;

/// <summary>The copy of plotly.js that Plotly.NET carries, so that pages need no network.</summary>
internal static class PlotlyScript
{
    /// <summary>Writes the script, unless it is there already.</summary>
    public static void WriteTo(string path)
    {
        var assembly = typeof(GenericChart).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(".min.js", StringComparison.Ordinal));
        using var script = assembly.GetManifestResourceStream(name)!;
        if (new FileInfo(path) is { Exists: true } there && there.Length == script.Length)
        {
            return;
        }
        using var bytes = new MemoryStream();
        script.CopyTo(bytes);
        WholeFile.Write(path, bytes.ToArray());
    }
}
