namespace Sandglass.Interactive;

/// <summary>The first cell of every notebook of the repository.</summary>
internal static class FirstCell
{
    private const string Folder = "../artifacts/notebook";

    private const string Code = $"""
        // Build once: `dotnet build`
        #r "{Folder}/Sandglass.Display.dll"
        #r "{Folder}/Sandglass.dll"
        using Sandglass;
        Workbench.Start()
        """;

    /// <summary>Its code for a library in this folder.</summary>
    public static string In(string folder) => Code.Replace(Folder, folder, StringComparison.Ordinal);
}
