using NotebookEngine.Scripting;

namespace NotebookKernel;

/// <summary>Where a program and its .NET lie, for whoever starts it later from elsewhere.</summary>
internal static class ProgramPath
{
    /// <summary>The variable that tells a built program which .NET runs it.</summary>
    public const string DotNetRootVariable = "DOTNET_ROOT";

    /// <summary>The folder of the .NET that runs this program.</summary>
    public static string DotNetRoot => DotNetHost.Root;

    /// <summary>The absolute path of a program beside this one, after that of .NET where it has no file of its own to start.</summary>
    /// <param name="name">The program's name, without an ending.</param>
    public static IReadOnlyList<string> Words(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, name);
        var executable = OperatingSystem.IsWindows() ? $"{path}.exe" : path;
        return File.Exists(executable) ? [executable] : [DotNetHost.Path, $"{path}.dll"];
    }
}
