using System.Text.Json;
using Workbench.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Gallery;

public sealed class GalleryTests : IDisposable
{
    private const string Chart = "#cell-2-output-1";

    private readonly ResultsFolder _folder = new();

    [Fact]
    public async Task Both_commands_write_the_same_pages()
    {
        WriteNotebook("<b>shown</b>");
        var (code, output, error) = await WorkbenchProgram.RunAsync("gallery", _folder["01-slider.ipynb"], "--out", _folder["gallery"]);
        Assert.Equal((0, "", $"gallery: {_folder[Path.Combine("gallery", "index.html")]}"), (code, error, output.TrimEnd()));

        Assert.Equal(0, (await WorkbenchProgram.RunAsync("notebooks", "html", _folder["01-slider.ipynb"], "--out", _folder["again"])).ExitCode);
        Assert.All(
            Directory.GetFiles(_folder["gallery"]),
            path => Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(Path.Combine(_folder["again"], Path.GetFileName(path)))));
        Assert.InRange(new FileInfo(Path.Combine(_folder["gallery"], "plotly.min.js")).Length, 3_000_000, 5_000_000);
    }

    [Fact]
    public async Task The_block_microscope_goes_with_the_notebook_about_blocks()
    {
        WriteNotebook("x");
        File.Move(_folder["01-slider.ipynb"], _folder["01-block-anatomy.ipynb"]);
        await WorkbenchProgram.RunAsync("gallery", _folder["01-block-anatomy.ipynb"], "--out", _folder["gallery"]);
        Assert.Contains("<a href=\"microscope.html\">The block microscope</a>", File.ReadAllText(_folder["gallery/index.html"]), StringComparison.Ordinal);
        Assert.Contains("<a href=\"index.html\">All notebooks</a>", File.ReadAllText(_folder["gallery/microscope.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_notebook_is_named()
    {
        File.WriteAllText(_folder["x.ipynb"], "{}");
        var (code, output, _) = await WorkbenchProgram.RunAsync("gallery", _folder["x.ipynb"], "--out", _folder["gallery"]);

        Assert.Equal(1, code);
        Assert.StartsWith($"{_folder["x.ipynb"]}: not ", output);
        Assert.False(Directory.Exists(_folder["gallery"]));
    }

    [DeepFact]
    public async Task In_a_browser_sliders_move_nothing_hostile_runs_and_no_request_leaves()
    {
        WriteNotebook("<script>document.title = 'bad'</script><img src='http://192.0.2.1/x.png'>");
        await WorkbenchProgram.RunAsync("gallery", _folder["01-slider.ipynb"], "--out", _folder["gallery"]);
        await using var browser = await Browser.StartAsync();
        var page = browser.Page;

        await page.GotoAsync(new Uri(_folder["gallery/index.html"]).AbsoluteUri);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Slider", Exact = true }).ClickAsync();
        await page.WaitForSelectorAsync($"{Chart} .slider-container");
        Assert.Equal("Slider", await page.TitleAsync());
        await Expect(page.Locator($"{Chart} .gtitle")).ToHaveTextAsync("ratio 2");

        await page.Locator($"{Chart} .slider-container").ScrollIntoViewIfNeededAsync();
        var rail = (await page.Locator($"{Chart} .slider-rail-touch-rect").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(rail.X + 30, rail.Y + (rail.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(rail.X + rail.Width - 4, rail.Y + (rail.Height / 2), new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Expect(page.Locator($"{Chart} .gtitle")).ToHaveTextAsync("ratio 6");

        Assert.Empty(browser.RemoteRequests);
        Assert.Empty(browser.Errors);
    }

    public void Dispose() => _folder.Dispose();

    private void WriteNotebook(string html)
    {
        var layouts = new[] { 2, 6 }.Select(ratio => new { title = new { text = $"ratio {ratio}" } }).ToArray();
        var figure = new
        {
            data = new[] { new { x = new[] { 1, 2 }, y = new[] { 1, 4 } } },
            layout = new
            {
                title = layouts[0].title,
                sliders = new[]
                {
                    new
                    {
                        steps = layouts.Select((_, i) => new
                        {
                            label = $"{i}",
                            method = "animate",
                            args = new object[] { new[] { $"f{i}" }, new { mode = "immediate", frame = new { duration = 0, redraw = true } } },
                        }),
                    },
                },
            },
            frames = layouts.Select((layout, i) => new { name = $"f{i}", layout }),
        };
        object[] cells =
        [
            new { cell_type = "markdown", id = "a", metadata = new { }, source = "# Slider\n\nA figure that moves." },
            Code("b", new Dictionary<string, object> { ["application/vnd.plotly.v1+json"] = figure, ["text/plain"] = "A slider" }),
            Code("c", new Dictionary<string, object> { ["text/html"] = html }),
        ];
        File.WriteAllText(
            _folder["01-slider.ipynb"],
            JsonSerializer.Serialize(new { nbformat = 4, nbformat_minor = 5, metadata = new { }, cells }));
    }

    private static object Code(string id, Dictionary<string, object> data) => new
    {
        cell_type = "code",
        id,
        metadata = new { },
        source = "figure",
        execution_count = 1,
        outputs = new[] { new { output_type = "display_data", metadata = new { }, data } },
    };
}
