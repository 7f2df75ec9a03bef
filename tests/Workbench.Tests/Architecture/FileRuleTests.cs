using System.Text.RegularExpressions;

namespace Workbench.Tests.Architecture;

/// <summary>Files are read within limits and written whole: through <c>lib/WholeFiles</c>, or with a reason that stands here.</summary>
public partial class FileRuleTests
{
    private static readonly Dictionary<string, string> MayRead = new()
    {
        ["lib/NotebookEngine/Export/ExportedCell.cs"] = "the headers of the program's own assemblies",
        ["lib/Sandglass/Runtime/EnvironmentFingerprint.cs"] = "the kernel's own list of processors",
        ["lib/Sandglass/Runtime/NativeLoader.cs"] = "libraries that are loaded into the process anyway",
    };

    private static readonly Dictionary<string, string> MayWrite = new()
    {
        ["lib/Sandglass.Detection/Data/Generated/GeneratedDevkit.cs"] = "a folder of its own, renamed when it is whole",
        ["lib/Sandglass/Studies/RecordedStudy.cs"] = "a folder that WholeFolder renames when it is whole",
        ["lib/Sandglass/Training/Observations.cs"] = "the folder of a finished run before it is published",
        ["lib/Sandglass/Training/RunFolder.cs"] = "the folder of a finished run before it is published",
        ["lib/Sandglass/Training/RunOutput.cs"] = "the folder of a finished run before it is published",
        ["lib/Sandglass/Training/RunWorkspace.cs"] = "a file that is gone when it is closed",
        ["lib/Sandglass/Training/StoredRun.cs"] = "a workspace, in which no links are",
        ["lib/Workbench/Running/WorkerProtocol.cs"] = "the program's own output",
    };

    [Fact]
    public void Files_are_read_within_limits() => Rule.Holds(
        Breaches(Reading(), MayRead),
        "Use BoundedFile, with the most bytes that such a file may have. A file that needs no limit goes into MayRead, with the reason.");

    [Fact]
    public void Files_are_written_whole() => Rule.Holds(
        Breaches(Writing(), MayWrite),
        "Use WholeFile. A folder that is written whole goes into MayWrite, with the reason.");

    private static IEnumerable<string> Breaches(Regex forbidden, Dictionary<string, string> allowed)
    {
        var users = Directory.EnumerateFiles(Repository.PathTo("lib"), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(Repository.PathTo(), path).Replace('\\', '/')))
            .Where(file => !file.Name.Contains("/obj/", StringComparison.Ordinal) && !file.Name.StartsWith("lib/WholeFiles/", StringComparison.Ordinal))
            .Where(file => forbidden.IsMatch(File.ReadAllText(file.Path)))
            .Select(file => file.Name)
            .ToHashSet();
        return users.Except(allowed.Keys).Select(name => $"{name} goes to files by itself")
            .Concat(allowed.Keys.Except(users).Select(name => $"{name} no longer does; take it off the list"));
    }

    [GeneratedRegex(@"\bFile\.(ReadAll|ReadLines|OpenRead|OpenText)")]
    private static partial Regex Reading();

    [GeneratedRegex(@"\bFile\.(WriteAll|AppendAll|AppendText|Create\b|CreateText|OpenWrite)|FileMode\.Create\b|new StreamWriter\(|GetTempFileName")]
    private static partial Regex Writing();
}
