using System.Diagnostics;
using System.Text;

namespace Workbench.Running;

/// <summary>How this program is started once more.</summary>
internal static class ThisProgram
{
    /// <summary>The variable that tells a built program which .NET runs it.</summary>
    public const string DotNetRootVariable = "DOTNET_ROOT";

    /// <summary>A process of this program, its streams led here.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="before">The absolute path of a program, with its arguments, that starts it; empty for none.</param>
    public static ProcessStartInfo With(IEnumerable<string> arguments, params IReadOnlyList<string> before)
    {
        string[] words = [.. before, .. Words, .. arguments];
        return new ProcessStartInfo(words[0], words.Skip(1))
        {
            Environment = { [DotNetRootVariable] = DotNetRoot },
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

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

    /// <summary>The folder of the .NET that runs this program.</summary>
    // shared/Microsoft.NETCore.App/10.0.x lies three levels below it.
    public static string DotNetRoot { get; } =
        Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Versions of the SDK that lie beside the .NET that runs this.</summary>
    public static IReadOnlyList<string> Sdks => Path.Combine(DotNetRoot, "sdk") is var folder && Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(sdk => Path.GetFileName(sdk)!).Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal)]
        : [];
}
