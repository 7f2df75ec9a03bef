namespace Workbench.Running;

/// <summary>How another program starts this one.</summary>
internal static class ThisProgram
{
    /// <summary>The absolute path of the built program, after that of .NET where it has no file of its own to start.</summary>
    public static IReadOnlyList<string> Words
    {
        get
        {
            var path = Path.Combine(AppContext.BaseDirectory, "workbench");
            var executable = OperatingSystem.IsWindows() ? $"{path}.exe" : path;
            return File.Exists(executable)
                ? [executable]
                : [Path.Combine(DotNetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), $"{path}.dll"];
        }
    }

    /// <summary>The folder of the .NET that runs this program, as the variable <c>DOTNET_ROOT</c> names it.</summary>
    // shared/Microsoft.NETCore.App/10.0.x lies three levels below it.
    public static string DotNetRoot { get; } =
        Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Versions of the SDK that lie beside the .NET that runs this.</summary>
    public static IReadOnlyList<string> Sdks => Path.Combine(DotNetRoot, "sdk") is var folder && Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(sdk => Path.GetFileName(sdk)!).Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal)]
        : [];
}
