using NotebookEngine.Gallery;
using WholeFiles;

namespace Workbench.Site;

/// <summary>A document of the repository, and the name of its page.</summary>
/// <param name="File">Its path from the top of the repository, with <c>/</c>.</param>
/// <param name="Group">The heading that it is listed under.</param>
/// <param name="Page">Its text.</param>
internal sealed record SiteDocument(string File, string Group, DocumentPage Page)
{
    private const string Lessons = "notebooks/lessons/README.md";

    /// <summary>The file of its page.</summary>
    public string Address => AddressOf(File);

    /// <summary>The file of a document's page: <c>docs-results.html</c> for <c>docs/RESULTS.md</c>.</summary>
    public static string AddressOf(string file) =>
        file == Lessons ? StaticSite.Lessons : Path.ChangeExtension(file, ".html").Replace('/', '-').ToLowerInvariant();

    /// <summary>The documents of a repository, in the order in which they are listed; of a pattern those that are there.</summary>
    /// <param name="root">Its folder.</param>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static IReadOnlyList<SiteDocument> Of(string root) =>
    [
        .. In(root, "Documents", "README.md", "docs/*.md", "notebooks/README.md", Lessons, "CHANGELOG.md"),
        .. In(root, "Data", "data/*/README.md"),
        .. In(root, "How it is made", "CONTRIBUTING.md", "SECURITY.md", "tests/*/README.md", "lib/NotebookEngine/README.md", "lib/NotebookEngine/Kernel/README.md"),
        .. In(root, "Decisions", "docs/decisions/README.md", "docs/decisions/??-*.md"),
    ];

    private static IEnumerable<SiteDocument> In(string root, string group, params IEnumerable<string> patterns) =>
        patterns.SelectMany(pattern => Matching(root, pattern)).Select(file =>
            new SiteDocument(file, group, new DocumentPage(file, BoundedFile.ReadText(Path.Combine(root, file), StaticSite.MostBytes))));

    // The name of a file may have wildcards, and that of its folder be one.
    private static IEnumerable<string> Matching(string root, string pattern)
    {
        var folders = pattern.Split("/*/") is [var above, _] ? Directory.GetDirectories(Path.Combine(root, above)) : [Path.Combine(root, Path.GetDirectoryName(pattern)!)];
        return folders.Where(Directory.Exists).SelectMany(found => Directory.GetFiles(found, Path.GetFileName(pattern)))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
    }
}
