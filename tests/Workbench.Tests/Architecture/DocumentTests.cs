using System.Text.RegularExpressions;

namespace Workbench.Tests.Architecture;

/// <summary>Documents agree with the files that they name, and with each other.</summary>
public partial class DocumentTests
{
    private static readonly string[] Folders = [".github", "docs", "notebooks", "data", "lib", "tests"];

    [Fact]
    public void Links_lead_to_files_and_headings() => Rule.Holds(
        Documents().SelectMany(document => BrokenLinks(document, File.ReadAllText(document))),
        "Correct the link; a heading is named in small letters, with hyphens for spaces and without punctuation.");

    [Fact]
    public void A_broken_link_is_found() => Assert.Equal(
        ["README.md: no file docs/GONE.md", "README.md: no heading #ten-commands", "README.md: no heading docs/LIBRARY.md#ten-lines"],
        BrokenLinks(
            Repository.PathTo("README.md"),
            "# What `a` kernel's\n[1](docs/GONE.md) [2](#ten-commands) [3](docs/LIBRARY.md#ten-lines) [4](#what-a-kernels) [5](docs) [6](https://a.org/b.md)"));

    [Fact]
    public void The_index_of_decisions_has_every_record()
    {
        var folder = Repository.PathTo("docs", "decisions");
        var index = File.ReadAllText(Path.Combine(folder, "README.md"));
        var records = Directory.GetFiles(folder, "*-*.md").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
        Assert.Equal(records, Link().Matches(index).Select(link => link.Groups["target"].Value));
    }

    [Fact]
    public void The_version_is_the_same_everywhere()
    {
        var version = Regex.Match(Read("Directory.Build.props"), "<Version>(.*)</Version>").Groups[1].Value;
        Assert.Contains($"\nversion: {version}\n", Read("CITATION.cff"));
        Assert.Contains(version, Regex.Match(Read("CHANGELOG.md"), "^## .*\n\n.*", RegexOptions.Multiline).Value);
    }

    [Fact]
    public void Image_dev_container_and_workflow_call_steps_that_exist()
    {
        var steps = Regex.Matches(Read(".devcontainer", "steps"), @"^  (\w+)\) ", RegexOptions.Multiline).Select(step => step.Groups[1].Value);
        var called = new[] { Read("Dockerfile"), Read(".devcontainer", "devcontainer.json"), Read(".github", "workflows", "ci.yml"), Read("notebooks", "README.md") }
            .SelectMany(file => Regex.Matches(file, @"\.devcontainer/steps (\w+)")).Select(call => call.Groups[1].Value);
        Assert.Equal(steps.Order(), called.Distinct().Order());
    }

    [Fact]
    public void The_dev_container_has_the_recommended_extensions() =>
        Assert.Equal(Extensions(Read(".vscode", "extensions.json")), Extensions(Read(".devcontainer", "devcontainer.json")));

    private static string Read(params string[] path) => File.ReadAllText(Repository.PathTo(path));

    private static IEnumerable<string> Documents() => Directory.GetFiles(Repository.PathTo(), "*.md")
        .Concat(Folders.SelectMany(folder => Directory.GetFiles(Repository.PathTo(folder), "*.md", SearchOption.AllDirectories)))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static IEnumerable<string> BrokenLinks(string document, string text) =>
        from link in Link().Matches(Code().Replace(text, ""))
        let parts = link.Groups["target"].Value.Split('#')
        where !parts[0].Contains(':', StringComparison.Ordinal)
        let file = parts[0].Length == 0 ? document : Path.GetFullPath(parts[0], Path.GetDirectoryName(document)!)
        let problem = !Path.Exists(file) ? "file"
            : parts.Length > 1 && !Headings(file == document ? text : File.ReadAllText(file)).Contains(parts[1]) ? "heading" : null
        where problem is not null
        select $"{Path.GetRelativePath(Repository.PathTo(), document)}: no {problem} {link.Groups["target"].Value}";

    // As GitHub names them.
    private static IEnumerable<string> Headings(string text) => Heading().Matches(Fence().Replace(text, ""))
        .Select(heading => Regex.Replace(heading.Groups[1].Value.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-'));

    private static IEnumerable<string> Extensions(string json) => Regex.Matches(json, "\"(ms-[^\"]*)\"").Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("^ *```.*?^ *```|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();
}
