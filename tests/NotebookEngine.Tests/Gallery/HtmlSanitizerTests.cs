using System.Text.RegularExpressions;
using CsCheck;
using NotebookEngine.Gallery;

namespace NotebookEngine.Tests.Gallery;

public class HtmlSanitizerTests
{
    [Theory]
    [InlineData("<td align=\"right\">1 &amp; 2</td>", "<td align=\"right\">1 &amp; 2</td>")]
    [InlineData("<details open><summary>s</summary>t</details>", "<details open=\"\"><summary>s</summary>t</details>")]
    [InlineData("<p>a<br/>b", "<p>a<br>b</p>")]
    [InlineData("<b><i>a</b>c</i>", "<b><i>a</i></b>c")]
    [InlineData("</div>a<unknown>b</unknown>", "ab")]
    [InlineData("a<!-- <b> -->c<!doctype html>", "ac")]
    [InlineData("a < b <1", "a &lt; b &lt;1")]
    [InlineData("<SCRIPT>x</SCRIPT >y<style>z", "y")]
    [InlineData("<img src=\"data:image/png;base64,AA==\" width=4>", "<img src=\"data:image/png;base64,AA==\" width=\"4\">")]
    [InlineData("<img src=\"data:text/html;base64,AA==\" id=x>", "<img id=\"text-x\">")]
    [InlineData("<a href=\"java&#115;cript:x\">y</a>", "<a rel=\"noopener noreferrer\">y</a>")]
    [InlineData("<p style=\"position:fixed;top:0\">y</p>", "<p>y</p>")]
    [InlineData("<svg viewBox=\"0 0 9 9\"><circle r=\"2\" fill=\"url(//x)\"/></svg>", "<svg viewbox=\"0 0 9 9\"><circle r=\"2\"></circle></svg>")]
    public void Only_what_is_known_to_be_harmless_stays(string html, string clean) => Assert.Equal(clean, HtmlSanitizer.Clean(html));

    [Fact]
    public void Whatever_comes_in_each_tag_that_goes_out_is_a_known_one_and_closed()
    {
        string[] pieces = ["<", ">", "</", "/>", "\"", "'", "=", " ", "<b", "<script", "onload", "href", "<!--", "-->", "svg", "a", "&lt;", "<p>", "</p>"];
        Gen.Int[0, pieces.Length - 1].Array[0, 30].Select(drawn => string.Concat(drawn.Select(i => pieces[i]))).Sample(html =>
        {
            var clean = HtmlSanitizer.Clean(html);
            Assert.Equal(clean, HtmlSanitizer.Clean(clean));
            var rest = Regex.Replace(clean, "</?(?:a|b|p|svg)(?: (?:href|rel)=\"[^\"<>]*\")*>", "");
            Assert.DoesNotMatch("[<>]", rest);
        });
    }
}
