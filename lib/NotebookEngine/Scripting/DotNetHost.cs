using System.Runtime.InteropServices;

namespace NotebookEngine.Scripting;

/// <summary>The .NET that runs this program, for whoever starts another program with it.</summary>
internal static class DotNetHost
{
    /// <summary>Its folder.</summary>
    // shared/Microsoft.NETCore.App/10.0.x lies three levels below it.
    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The absolute path of <c>dotnet</c>.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
}
