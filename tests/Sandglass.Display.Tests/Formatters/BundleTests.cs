using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive.Formatting;
using Sandglass.Display.Charts;

namespace Sandglass.Display.Tests.Formatters;

public class BundleTests
{
    private static readonly Lazy<(object Value, string MimeTypes, Dictionary<string, string> Forms)[]> Once =
        new(() => [.. ShownValues.All().Select(shown => (shown.Value, shown.MimeTypes, Shown.Of(shown.Value)))]);

    [Fact]
    public void Every_value_is_shown_in_all_its_forms()
    {
        foreach (var (value, mimeTypes, shown) in Once.Value)
        {
            Assert.Equal(mimeTypes.Split(' ').Order(), shown.Keys.Order());
            Assert.All(shown, form => Assert.True(form.Value.Length > 0, $"{value.GetType().Name} as {form.Key} is empty"));
        }
    }

    [Fact]
    public void Equal_values_are_shown_in_equal_bytes()
    {
        foreach (var (first, second) in Once.Value.Zip(ShownValues.All()))
        {
            Assert.Equal(first.Forms, Shown.Of(second.Value));
        }
    }

    [Fact]
    public void Html_has_no_script_no_id_and_no_link()
    {
        foreach (var (_, _, shown) in Once.Value)
        {
            var html = shown.GetValueOrDefault("text/html", "");

            Assert.DoesNotMatch(new Regex(@"<script|<link|\bid=|href=|src=""(?!data:)|url\("), html);
            Assert.DoesNotContain("http", html);
        }
    }

    // Front ends that do not trust a notebook take an inline SVG apart and show its words alone; an image stays whole.
    [Fact]
    public void A_picture_within_html_is_an_image()
    {
        foreach (var (value, _, shown) in Once.Value)
        {
            var html = shown.GetValueOrDefault("text/html", "");

            Assert.DoesNotContain("<svg", html);
            Assert.True(
                html.Length == 0 || !shown.ContainsKey("image/png") || html.Contains("<img alt=\"", StringComparison.Ordinal),
                $"{value.GetType().Name}: a viewer that prefers HTML shows no picture");
        }
    }

    [Fact]
    public void What_can_be_drawn_has_a_picture_form()
    {
        var drawn = typeof(Figure).Assembly.GetTypes()
            .Where(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Any(method => method.Name == "ToPng")).ToArray();

        Assert.Contains(typeof(Figure), drawn);
        Assert.All(drawn, type => Assert.Contains("image/png", Formatter.GetPreferredMimeTypesFor(type)));
    }

    [Fact]
    public void Every_type_that_has_forms_is_among_the_values()
    {
        Type[] trained = [typeof(Run)]; // it has tests of their own
        var types = Formatter.RegisteredFormatters(includeDefaults: false).Select(formatter => formatter.Type).Distinct().Except(trained).ToArray();

        Assert.Contains(typeof(Figure), types);
        Assert.All(types, type => Assert.Contains(Once.Value, shown => type.IsInstanceOfType(shown.Value)));
    }

    [Fact]
    public void Plotly_figures_are_json_without_addresses()
    {
        foreach (var (_, _, shown) in Once.Value)
        {
            if (shown.TryGetValue("application/vnd.plotly.v1+json", out var json))
            {
                using var document = JsonDocument.Parse(json);

                Assert.True(document.RootElement.TryGetProperty("data", out _));
                Assert.DoesNotContain("http", json);
            }
        }
    }

    [Fact]
    public void Pictures_begin_as_a_png_does()
    {
        foreach (var (_, _, shown) in Once.Value)
        {
            if (shown.TryGetValue("image/png", out var png))
            {
                Assert.Equal(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, Convert.FromBase64String(png)[..4]);
                Assert.NotNull(SkiaSharp.SKBitmap.Decode(Convert.FromBase64String(png)));
            }
        }
    }

    [Fact]
    public void A_table_encodes_its_words_and_has_the_same_bytes_each_time()
    {
        var html = ShownValues.Table().As("text/html");

        Assert.Contains("&lt;b&gt;x&lt;/b&gt;", html);
        Assert.Contains("&lt;i&gt;name", html);
        Assert.Contains("<td align=\"right\">0.333333</td>", html);
        Assert.DoesNotContain("<b>", html);
    }
}
