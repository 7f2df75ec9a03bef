using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using NotebookEngine.Gallery;

namespace NotebookEngine.Tests.Gallery;

public class HeadingNamesTests
{
    [Theory]
    [InlineData("# Cost\n## Cost\n# Cost-1\n# Cost")]
    [InlineData("# x\n# x\n# x-1\n# x-1\n# x")]
    [InlineData("# A *b* `c` [d](e) <i>f</i> &amp; $g$\n# !\n#\n# Größe Ärger\n> # In a quote\n\n- # In a list")]
    public void They_are_those_of_GitHub(string text)
    {
        var known = Markdown.Parse(text, new MarkdownPipelineBuilder().UseMathematics().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build());
        var ours = Markdown.Parse(text, new MarkdownPipelineBuilder().UseMathematics().Build());
        HeadingNames.Give(ours);

        Assert.Equal(Names(known), Names(ours));
    }

    private static IEnumerable<string?> Names(MarkdownDocument document) =>
        document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id);
}
