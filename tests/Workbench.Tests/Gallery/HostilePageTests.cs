using System.Text.Json;
using System.Text.RegularExpressions;
using Workbench.Tests.Running;

namespace Workbench.Tests.Gallery;

/// <summary>Pages of hostile notebooks in a browser, also without the policy that is their second wall.</summary>
public sealed class HostilePageTests : IDisposable
{
    private const string Box = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHdpZHRoPSc5MDAnIGhlaWdodD0nNjAwJz48cmVjdCB3aWR0aD0nOTAwJyBoZWlnaHQ9JzYwMCcgZmlsbD0ncmVkJy8+PC9zdmc+";

    // Each tries to cover the heading above or below it, to leave its output or to ask another machine for something.
    private static readonly string[] Pieces =
    [
        $"<div style='margin-top:-700px'><img src='{Box}' style='display:block;position:relative;z-index:9'></div>",
        $"<img src='{Box}' style='margin:-700px 0 0 -20px'>",
        $"<div style='height:0'><img src='{Box}'></div>",
        $"<div style='max-height:1px;overflow:visible'><img src='{Box}'></div>",
        "<b style='padding:300px 0;background:#ff0000;border:300px solid red'>x</b>",
        "<span style='font-size:900px;line-height:0;color:#ff0000'>████</span>",
        $"<p>x</p><img align=left src='{Box}' height=600 width=900>",
        "<div class='plotly-notifier' style='width:900px;height:600px;background:red'>x</div><div class='modebar neighbours gallery'>x</div>",
        "<svg width=900 height=900 transform='translate(0,-700)' style='transform:translate(0,-700px)'><rect width=900 height=900 fill=red y='-700' transform='translate(0,-700)' /></svg>",
        "<ul><li><div><li>x</ul></div></section></main><div style='position:fixed;inset:0;background:red'>x</div>",
        "<svg width=9 height=9><rect fill=\"u\\72l(http://192.0.2.1/x#a)\" width=9 height=9 /><image href='http://192.0.2.1/y' /></svg>",
        "<p style=\"back\\67round:u\\72l(http://192.0.2.1/z);list-style:url(//192.0.2.1/l);cursor:url(//192.0.2.1/c),auto\">x</p><img srcset='//192.0.2.1/s 1x'><table background=//192.0.2.1/t></table>",
    ];

    private readonly ResultsFolder _folder = new();

    [DeepTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_covers_the_page_leaves_its_output_or_asks_another_machine(bool withPolicy)
    {
        WriteNotebook();
        await WorkbenchProgram.RunAsync("gallery", _folder["hostile.ipynb"], "--out", _folder["gallery"]);
        var path = _folder["gallery/hostile.html"];
        if (!withPolicy)
        {
            await File.WriteAllTextAsync(path, Regex.Replace(await File.ReadAllTextAsync(path), "<meta http-equiv=.*?>\n", ""));
        }

        await using var browser = await Browser.StartAsync();
        await browser.Page.GotoAsync(new Uri(path).AbsoluteUri);
        await browser.Page.WaitForSelectorAsync(".main-svg");
        var covered = await browser.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("h2")].filter(heading => {
              heading.scrollIntoView({ block: "center" });
              const words = document.createRange();
              words.selectNodeContents(heading);
              const box = words.getBoundingClientRect();
              return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) !== heading;
            }).map(heading => heading.textContent)
            """);

        Assert.Empty(covered);
        Assert.Equal(2 * Pieces.Length, await browser.Page.Locator("main > div.text + section.cell, main > section.cell + div.text + div.text").CountAsync());
        Assert.Empty(browser.RemoteRequests);
    }

    public void Dispose() => _folder.Dispose();

    private void WriteNotebook()
    {
        var figure = Code("figure", "application/vnd.plotly.v1+json", new { data = new[] { new { y = new[] { 1, 2 } } } });
        object[] cells =
        [
            figure,
            .. Pieces.SelectMany((piece, i) => new[] { Text($"a{i}", $"## Above {i}"), Code($"b{i}", "text/html", piece), Text($"c{i}", $"## Between {i}"), Text($"d{i}", piece) }),
            Text("end", "## The end"),
        ];
        File.WriteAllText(_folder["hostile.ipynb"], JsonSerializer.Serialize(new { nbformat = 4, nbformat_minor = 5, metadata = new { }, cells }));
    }

    private static object Text(string id, string source) => new { cell_type = "markdown", id, metadata = new { }, source };

    private static object Code(string id, string type, object value) => new
    {
        cell_type = "code",
        id,
        metadata = new { },
        source = "1",
        execution_count = 1,
        outputs = new[] { new { output_type = "display_data", metadata = new { }, data = new Dictionary<string, object> { [type] = value } } },
    };
}
