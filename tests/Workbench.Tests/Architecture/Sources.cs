using System.Text.RegularExpressions;

namespace Workbench.Tests.Architecture;

/// <summary>Which file a type of <c>lib/</c> is written in: types that every user names share one namespace, whichever room is theirs.</summary>
internal static partial class Sources
{
    private static readonly Dictionary<(string Project, string Type), string> Folders = Find();

    /// <summary>The room of a type: its folder as a namespace, such as <c>Sandglass.Blocks</c>. A nested type lives where the outer one does.</summary>
    public static string RoomOf(Type type)
    {
        var outer = type;
        while (outer.DeclaringType is { } declaring)
        {
            outer = declaring;
        }

        var assembly = outer.Assembly.GetName().Name!;
        var key = (assembly == "workbench" ? "Workbench" : assembly, outer.Name.Split('`')[0]);
        return Folders.TryGetValue(key, out var folder) ? folder : throw new InvalidOperationException($"no file of lib/{key.Item1} declares {outer.FullName} at the beginning of a line");
    }

    private static Dictionary<(string, string), string> Find()
    {
        var lib = Repository.PathTo("lib");
        var declared =
            from path in Directory.EnumerateFiles(lib, "*.cs", SearchOption.AllDirectories)
            let parts = Path.GetRelativePath(lib, Path.GetDirectoryName(path)!).Split(Path.DirectorySeparatorChar)
            where !parts.Contains("obj") && !parts.Contains("bin")
            from Match match in Declaration().Matches(File.ReadAllText(path))
            select (Key: (parts[0], match.Groups["name"].Value), Room: string.Join('.', parts));
        return declared.DistinctBy(type => type.Key).ToDictionary(type => type.Key, type => type.Room);
    }

    [GeneratedRegex(@"^(?:(?:public|internal|sealed|static|abstract|partial|readonly|ref|unsafe|file) )*(?:class|record struct|record class|record|struct|interface|enum|delegate [\w<>?\[\], ]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
