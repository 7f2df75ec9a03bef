using System.Net;
using System.Text.RegularExpressions;
using Workbench.Tests.Running;

namespace Workbench.Tests.Site;

/// <summary>The site of this repository, written once for a class of tests.</summary>
public sealed partial class WrittenSite : IAsyncLifetime
{
    private readonly ResultsFolder _folder = new();

    public string Path => _folder["site"];

    public string Output { get; private set; } = "";

    public IReadOnlyList<string> Pages => [.. Directory.GetFiles(Path, "*.html").Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public string AddressOf(string page) => new Uri(System.IO.Path.Combine(Path, page)).AbsoluteUri;

    /// <summary>A page without what its scripts hold.</summary>
    public string Read(string page) => Script().Replace(File.ReadAllText(System.IO.Path.Combine(Path, page)), "");

    /// <summary>What a page links to or loads, as a browser reads it, with the place after <c>#</c>.</summary>
    public IEnumerable<string> LinksOf(string page) => Link().Matches(Read(page)).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value));

    public HashSet<string> PlacesOf(string page) => [.. Id().Matches(Read(page)).Select(id => WebUtility.HtmlDecode(id.Groups[1].Value))];

    /// <summary>Links of a page whose target is not on the site; their words.</summary>
    public IEnumerable<string> DeadLinksOf(string page) => Dead().Matches(Read(page)).Select(link => link.Groups[1].Value);

    public async ValueTask InitializeAsync()
    {
        if (DeepFactAttribute.IsAsked)
        {
            var (code, output, error) = await WorkbenchProgram.RunInAsync(Repository.PathTo(), "site", Path);
            Assert.Equal((0, ""), (code, error));
            Output = output;
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("\\s(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("\\sid=\"([^\"]*)\"")]
    private static partial Regex Id();

    [GeneratedRegex("<a(?=[\\s>])(?![^>]*\\shref=)[^>]*>(.*?)</a>", RegexOptions.Singleline)]
    private static partial Regex Dead();
}
