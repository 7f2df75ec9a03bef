using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using NotebookEngine.Gallery;

namespace NotebookEngine.Tests.Gallery;

public class CodeColoursTests
{
    [Fact]
    public void Kinds_of_words_are_told_apart()
    {
        var html = CodeColours.ToHtml("#r \"x.dll\"\nvar n = new Net(3, \"a<b\"); // why\nawait n.Train<int>($\"{n}!\");");

        Assert.Contains("<span class=\"directive\">#r &quot;x.dll&quot;\n</span>", html);
        Assert.Contains("<span class=\"keyword\">var</span> n = <span class=\"keyword\">new</span> <span class=\"type\">Net</span>", html);
        Assert.Contains("<span class=\"number\">3</span>, <span class=\"string\">&quot;a&lt;b&quot;</span>", html);
        Assert.Contains("<span class=\"comment\">// why</span>", html);
        Assert.Contains("<span class=\"keyword\">await</span> n.<span class=\"method\">Train</span>&lt;<span class=\"keyword\">int</span>", html);
    }

    [Fact]
    public void Every_letter_is_kept_whatever_the_code() =>
        Gen.String[Gen.Char["ab1 \n\"'$@{}()<>/*#;=.\\é"], 0, 40].Sample(code =>
            Assert.Equal(code, WebUtility.HtmlDecode(Regex.Replace(CodeColours.ToHtml(code), "<[^>]*>", ""))));
}
