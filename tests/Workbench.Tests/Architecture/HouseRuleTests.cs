using System.Reflection;
using System.Text.RegularExpressions;
using NetArchTest.Rules;

namespace Workbench.Tests.Architecture;

public partial class HouseRuleTests
{
    private const int LongestFile = 400;

    [Fact]
    public void No_library_writes_to_the_console()
    {
        var breaches =
            from assembly in Library.Libraries
            from type in Types.InAssembly(assembly).That().HaveDependencyOn("System.Console").GetTypes()
            where type.FullName is not ("NotebookEngine.Scripting.CellConsole" // which takes the console away from cells
                or "Sandglass.Display.Notebooks.LiveProgress") // whose lines on standard error a program sees where a notebook sees a picture
            select $"{type.FullName} uses System.Console";

        Rule.Holds(breaches, "Return the value, or report through IProgress<T>; only the workbench program prints.");
    }

    [Fact]
    public void No_static_field_changes_outside_Runtime()
    {
        var breaches =
            from assembly in Library.Assemblies
            from type in Library.WrittenTypes(assembly)
            where type.Namespace?.StartsWith("Sandglass.Runtime", StringComparison.Ordinal) != true
            from field in type.GetFields(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where !field.IsInitOnly && !field.IsLiteral
            select $"{type.FullName}.{field.Name} is a static field that can change";

        Rule.Holds(breaches, "Make it readonly, or a member of an object that its users are given.");
    }

    [Fact]
    public void No_file_is_too_long_to_read()
    {
        var breaches =
            from path in Files()
            let lines = File.ReadLines(path).Count()
            where lines > LongestFile
            select $"{Name(path)} has {lines} lines";

        Rule.Holds(breaches, $"A file has one purpose and at most {LongestFile} lines: split it by purpose.");
    }

    // The build holds the other rules of style, and `dotnet format whitespace` those of space.
    [Fact]
    public void Namespaces_are_imported_in_order()
    {
        var breaches =
            from path in Files()
            let imported = File.ReadLines(path).Select(line => Import().Match(line)).Where(match => match.Success).ToArray()
            where !imported.SequenceEqual(imported.OrderBy(Kind).ThenBy(import => !IsOfSystem(Imported(import))).ThenBy(Imported, StringComparer.OrdinalIgnoreCase))
            select Name(path);

        Rule.Holds(breaches, "Run `dotnet format Workbench.sln`.");

        static int Kind(Match import) => import.Groups["alias"].Success ? 2 : import.Groups["static"].Success ? 1 : 0;

        static string Imported(Match import) => import.Groups[import.Groups["alias"].Success ? "alias" : "name"].Value;

        static bool IsOfSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Files() =>
        from folder in new[] { "lib", "tests" }
        from path in Directory.EnumerateFiles(Repository.PathTo(folder), "*", SearchOption.AllDirectories)
        let name = Name(path)
        where Path.GetExtension(path) is ".cs" or ".py" && !name.Contains("/obj/") && !name.Contains("/bin/")
        select path;

    private static string Name(string path) => Path.GetRelativePath(Repository.PathTo(), path).Replace('\\', '/');

    [GeneratedRegex(@"^using (?<static>static )?(?:(?<alias>\w+) = )?(?<name>[\w.]+)(?:<.*>)?;$")]
    private static partial Regex Import();
}
