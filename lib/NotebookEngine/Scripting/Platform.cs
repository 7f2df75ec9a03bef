using System.Collections.Frozen;
using Microsoft.CodeAnalysis;

namespace NotebookEngine.Scripting;

/// <summary>.NET's own assemblies, which every cell may use.</summary>
internal static class Platform
{
    private static readonly string[] Files = Find();

    /// <summary>Their simple names.</summary>
    public static FrozenSet<string> Names { get; } = Files.Select(file => Path.GetFileNameWithoutExtension(file)).ToFrozenSet();

    /// <summary>References to them, made once: the compiler keeps what it read by reference.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. Files.Select(file => MetadataReference.CreateFromFile(file))];

    private static string[] Find()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(file => Path.GetDirectoryName(file) == folder)
            .ToArray();
    }
}
