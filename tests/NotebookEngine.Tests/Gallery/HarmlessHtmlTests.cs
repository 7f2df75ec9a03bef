using System.Text.RegularExpressions;
using CsCheck;
using NotebookEngine.Gallery;

namespace NotebookEngine.Tests.Gallery;

public class HarmlessHtmlTests
{
    [Theory]
    [InlineData("<td align=\"right\">1 &amp; 2</td>", "<td align=\"right\">1 &amp; 2</td>")]
    [InlineData("<details open><summary>s</summary>t</details>", "<details open=\"\"><summary>s</summary>t</details>")]
    [InlineData("<p>a<br/>b", "<p>a<br>b</p>")]
    [InlineData("<b><i>a</b>c</i>", "<b><i>a</i></b><i>c</i>")]
    [InlineData("</div>a<unknown>b</unknown>", "ab")]
    [InlineData("a<!-- <b> -->c<!doctype html>", "ac")]
    [InlineData("a < b <1", "a &lt; b &lt;1")]
    [InlineData("<SCRIPT>x</SCRIPT >y<style>z", "y")]
    [InlineData("<img src=\"data:image/png;base64,AA==\" width=4>", "<img src=\"data:image/png;base64,AA==\" width=\"4\">")]
    [InlineData("<img src=\"data:text/html;base64,AA==\" id=x>", "<img id=\"text-x\">")]
    [InlineData("<a href=\"java&#115;cript:x\">y</a>", "<a rel=\"noopener noreferrer\">y</a>")]
    [InlineData("<p style=\"position:fixed;top:0\">y</p>", "<p>y</p>")]
    [InlineData("<svg viewBox=\"0 0 9 9\"><circle r=\"2\" fill=\"url(//x)\"/></svg>", "<svg viewBox=\"0 0 9 9\"><circle r=\"2\"></circle></svg>")]
    [InlineData("<p style=\"width:9px;background:url(//x);color:#010203\">y</p>", "<p style=\"width: 9px; background-color: initial; color: rgba(1, 2, 3, 1)\">y</p>")]
    [InlineData("<p style=\"back\\67 round:u\\72l(//x)\">y</p>", "<p style=\"background-color: initial\">y</p>")]
    [InlineData("<p style=\"width:var(--x);height:expression(x);background:image-set('//x' 1x)\">y</p>", "<p style=\"background-color: initial\">y</p>")]
    [InlineData("<svg style=\"position:fixed;background:url(//x)\"></svg>", "<svg style=\"background-color: initial\"></svg>")]
    [InlineData("<rect fill=\"u\\72l(//x)\" class=\"a\"></rect>", "<rect></rect>")]
    [InlineData("<td style=\"border:1px solid #010203;padding:1px 2px;border-collapse:collapse\">y</td>", "<td style=\"border: 1px solid rgba(1, 2, 3, 1); padding: 1px 2px; border-collapse: collapse\">y</td>")]
    [InlineData("<svg style=\"max-width:860px;background:#ffffff\"></svg>", "<svg style=\"max-width: 860px; background-color: rgba(255, 255, 255, 1)\"></svg>")]
    [InlineData("<p class=\"plotly-notifier\">y</p><p class=\"math\">z</p>", "<p>y</p><p class=\"math\">z</p>")]
    [InlineData("<pre>\n\na</pre>", "<pre>\n\na</pre>")]
    [InlineData("<tr><td>1<td>2", "<tr><td>1</td><td>2</td></tr>")]
    [InlineData("<a href=\"#x\">y</a>", "<a href=\"#text-x\" rel=\"noopener noreferrer\">y</a>")]
    public void Only_what_is_known_to_be_harmless_stays(string html, string clean) => Assert.Equal(clean, HarmlessHtml.Clean(html));

    [Theory]
    [InlineData("<svg></p><style><a id=\"</style><img src=//evil onerror=bad()>\">")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=//evil onerror=bad()&gt;\">")]
    [InlineData("<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img src=//evil onerror=bad()>\">")]
    [InlineData("<noscript><p title=\"</noscript><img src=//evil onerror=bad()>\">")]
    [InlineData("<svg><desc><template><img src=//evil onerror=bad()></template><style>@import '//evil'</style></desc></svg>")]
    [InlineData("<svg><a><animate attributeName=href values=javascript:bad() /><text>y</text></a><use href=\"data:image/svg+xml,evil\"/></svg>")]
    [InlineData("<svg><foreignObject><iframe srcdoc='<script>bad()</script>'></iframe></foreignObject><image href=//evil /></svg>")]
    [InlineData("<table background=//evil><tr><td background=//evil>y</table><img srcset='//evil 1x'><input type=image src=//evil>")]
    [InlineData("<base href=//evil><meta http-equiv=refresh content='0;url=//evil'><link rel=stylesheet href=//evil>")]
    [InlineData("<form action=//evil><button formaction=javascript:bad()>y</button></form><a href=x.html ping=//evil>y</a>")]
    [InlineData("<a href=\" javascript:bad()\">y</a><a href=\"java\nscript:bad()\">y</a><a href=\"vbscript:bad()\">y</a><a href=\"data:text/html,bad()\">y</a>")]
    [InlineData("<p onclick=bad() ONLOAD=bad() style=\"behavior:url(//evil);-moz-binding:url(//evil)\">y</p>")]
    public void Nothing_of_an_attack_is_left(string html)
    {
        var clean = HarmlessHtml.Clean(html);
        Assert.DoesNotMatch("evil|bad|script:|<(?:style|script|iframe|template|form|input|base|meta|link|math|use|image|animate)", clean);
        Assert.Equal(clean, HarmlessHtml.Clean(clean));
    }

    [Theory]
    [InlineData("<p style=\"margin-top:-170px\">y</p>")]
    [InlineData("<p style=\"margin:0 0 -5em\">y</p>")]
    [InlineData("<p style=\"m\\61rgin-left:-.5px\">y</p>")]
    [InlineData("<p style=\"margin:calc(-5px)\">y</p>")]
    [InlineData("<p style=\"height:0;max-height:1px\">y</p>")]
    [InlineData("<p style=\"width:99999px;width:1e9px\">y</p>")]
    [InlineData("<p style=\"float:right;display:flex;position:absolute;z-index:9;transform:scale(9);inset:0;translate:0 -9px;clip:auto\">y</p>")]
    [InlineData("<p style=\"text-indent:-9px;letter-spacing:-9px;line-height:0;vertical-align:99px;outline:99px solid red;box-shadow:0 0 9px red\">y</p>")]
    public void Nothing_is_laid_over_another_thing(string html) => Assert.Equal("<p>y</p>", HarmlessHtml.Clean(html));

    [Theory]
    [InlineData("<b style=\"padding:99px;margin:9px;border:9px solid;height:9px\">y</b>", "<b>y</b>")]
    [InlineData("<span style=\"color:#010203;padding:99px\">y</span>", "<span style=\"color: rgba(1, 2, 3, 1)\">y</span>")]
    [InlineData("<svg transform=\"translate(0,-99)\"><g transform=\"scale(2)\"></g></svg>", "<svg><g transform=\"scale(2)\"></g></svg>")]
    [InlineData("<img style=\"height:9px;width:50%\">", "<img style=\"height: 9px; width: 50%\">")]
    [InlineData("<td style=\"height:9px;padding:.5em 1.25rem\">y</td>", "<td style=\"height: 9px; padding: 0.5em 1.25rem\">y</td>")]
    [InlineData("<table style=\"margin:0 auto;white-space:nowrap;border:thin dotted rgba(1,2,3,.5)\"></table>", "<table style=\"margin: 0 auto; white-space: nowrap; border: 1px dotted rgba(1, 2, 3, 0.5)\"></table>")]
    public void Size_and_space_are_for_what_has_them(string html, string clean) => Assert.Equal(clean, HarmlessHtml.Clean(html));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<svg><g>")]
    [InlineData("<b id=x><p>")]
    public void What_nests_without_end_is_shown_as_text(string piece)
    {
        var html = string.Concat(Enumerable.Range(0, 20_000).Select(i => piece.Replace("x", $"x{i}", StringComparison.Ordinal)));
        Assert.DoesNotContain('<', HarmlessHtml.Clean(html));
    }

    [Fact]
    public void Whatever_comes_in_each_tag_that_goes_out_is_a_known_one_and_closed()
    {
        string[] pieces = ["<", ">", "</", "/>", "\"", "'", "=", " ", "<b", "<script", "onload", "href", "<!--", "-->", "svg", "a", "&lt;", "<p>", "</p>"];
        Gen.Int[0, pieces.Length - 1].Array[0, 30].Select(drawn => string.Concat(drawn.Select(i => pieces[i]))).Sample(html =>
        {
            var clean = HarmlessHtml.Clean(html);
            Assert.Equal(clean, HarmlessHtml.Clean(clean));
            var rest = Regex.Replace(clean, "</?(?:a|b|p|svg)(?: (?:href|rel)=\"[^\"<>]*\")*>", "");
            Assert.DoesNotMatch("[<>]", rest);
        });
    }
}
