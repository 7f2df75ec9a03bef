using System.Text.RegularExpressions;

namespace Workbench.Tests.Architecture;

/// <summary>Keeps out words that were given up for those of the field; CONTRIBUTING.md lists both.</summary>
public partial class WordTests
{
    private static readonly string[] Documents =
    [
        "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "data/paper/README.md", "data/fashion-mnist/README.md", "data/glyphs/README.md", "notebooks/lessons/README.md",
        .. Directory.EnumerateFiles(Repository.PathTo("docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}"),
    ];

    [Fact]
    public void Code_says_hook() => Rule.Holds(
        from file in Code()
        from line in File.ReadLines(file).Index()
        where Tap().IsMatch(Text().Replace(line.Item, ""))
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}",
        "Say hook, or feature map for what a detector takes from its backbone.");

    [Fact]
    public void Code_and_documents_are_in_plain_words() => Rule.Holds(
        from file in Code().Concat(Documents.Select(path => Repository.PathTo(path))).Concat(Directory.GetFiles(Repository.PathTo("docs", "decisions")))
        from line in Prose(file).Split('\n').Index()
        where GivenUp().Match(line.Item) is { Success: true }
        select $"{file}:{line.Index + 1}: {GivenUp().Match(line.Item).Value}",
        "Say it in the words of CONTRIBUTING.md.");

    [Fact]
    public void Contributing_says_dependency_rule() =>
        Assert.DoesNotMatch(new Regex(@"\barrows?\b", RegexOptions.IgnoreCase), Prose(Repository.PathTo("CONTRIBUTING.md")));

    [Theory]
    [InlineData("private readonly ITap? _tap;")]
    [InlineData("var taps = plan.Taps; // of the backbone")]
    public void A_tap_is_found(string line) => Assert.Matches(Tap(), Text().Replace(line, ""));

    [Theory]
    [InlineData("Tape.Staple(Tapestry); // a tap")]
    [InlineData("[JsonPropertyName(\"taps\")]")]
    public void Other_words_are_no_taps(string line) => Assert.DoesNotMatch(Tap(), Text().Replace(line, ""));

    private static string[] Code() => Directory.GetFiles(Repository.PathTo("lib"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")).ToArray();

    // Without the section that names the words, and with its lines left empty so that the others keep their numbers.
    private static string Prose(string file) =>
        Words().Replace(File.ReadAllText(file), section => new string('\n', section.Value.Count(letter => letter == '\n')));

    [GeneratedRegex(@"^## Words$.*?(?=^## )", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Words();

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""|//.*")]
    private static partial Regex Text();

    [GeneratedRegex(@"(?<![A-Za-z])_?[Tt]ap(s|ped)?(?![a-z])|(?<=[a-zI])Tap(s|ped)?(?![a-z])")]
    private static partial Regex Tap();

    [GeneratedRegex(@"\b(dear(er|est)?|in the place of|anew|parted by|gone on (with|from)|longest gradient|retraining)\b", RegexOptions.IgnoreCase)]
    private static partial Regex GivenUp();
}
