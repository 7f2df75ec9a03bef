using System.Diagnostics;
using System.Text;
using NotebookKernel;

namespace Workbench.Running;

/// <summary>How this program is started once more.</summary>
internal static class ThisProgram
{
    /// <summary>A process of this program, its streams led here.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="before">The absolute path of a program, with its arguments, that starts it; empty for none.</param>
    public static ProcessStartInfo With(IEnumerable<string> arguments, params IReadOnlyList<string> before)
    {
        string[] words = [.. before, .. Words, .. arguments];
        return new ProcessStartInfo(words[0], words.Skip(1))
        {
            Environment = { [ProgramPath.DotNetRootVariable] = ProgramPath.DotNetRoot },
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>The absolute path of the built program, after that of .NET where it has no file of its own to start.</summary>
    public static IReadOnlyList<string> Words => ProgramPath.Words("workbench");

    /// <summary>Versions of the SDK that lie beside the .NET that runs this.</summary>
    public static IReadOnlyList<string> Sdks => Path.Combine(ProgramPath.DotNetRoot, "sdk") is var folder && Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(sdk => Path.GetFileName(sdk)!).Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal)]
        : [];
}
