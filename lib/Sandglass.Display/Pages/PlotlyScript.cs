using Plotly.NET;

namespace Sandglass.Display.Pages;

/// <summary>The copy of plotly.js that Plotly.NET carries, so that pages need no network.</summary>
public static class PlotlyScript
{
    /// <summary>The bytes of the script, about 3.6 MB.</summary>
    public static byte[] Read()
    {
        using var script = Open();
        using var bytes = new MemoryStream();
        script.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Writes the script, unless it is there already.</summary>
    internal static void WriteTo(string path)
    {
        using var script = Open();
        if (new FileInfo(path) is { Exists: true } there && there.Length == script.Length)
        {
            return;
        }
        WholeFile.Write(path, Read());
    }

    private static Stream Open()
    {
        var assembly = typeof(GenericChart).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(".min.js", StringComparison.Ordinal));
        return assembly.GetManifestResourceStream(name)!;
    }
}
