using System.Text.Json;
using Sandglass.Display.Style;
using WholeFiles;

namespace Sandglass.Display.Pages;

/// <summary>
/// A page on which a reader changes family, width, ratio and kernel of a block and sees at once what it looks like and what
/// each layer costs; the browser computes both by the formulas of <see cref="Counter"/>.
/// </summary>
internal static class BlockPage
{
    /// <summary>Name of the page's file.</summary>
    public const string File = "block.html";

    private const string Title = "A block, and what it costs";
    private const int MostLayers = 4;

    /// <summary>Writes the page; it needs no other file.</summary>
    /// <param name="directory">The folder; made when it is not there.</param>
    /// <returns>The full path of the page.</returns>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public static string Write(string directory)
    {
        var path = Path.GetFullPath(Path.Combine(directory, File));
        WholeFile.Write(path, ToHtml());
        return path;
    }

    private static string ToHtml() =>
        $"""
        {PageFrame.Head(Title)}<style>
        {PageFrame.Resource("block.css")}</style>
        <header>
        <nav class="links"><a href="index.html">All notebooks</a></nav>
        <h1>{Title}</h1>
        <p class="answer">Move a slider, with the mouse or with the arrow keys. Thickness is channels.</p>
        </header>
        <form id="block">
        <fieldset><legend>Family</legend>
        {Choice("sandglass", BlockFamily.Sandglass, isChosen: true)}{Choice("inverted", BlockFamily.InvertedResidual)}{Choice("bottleneck", BlockFamily.Bottleneck)}</fieldset>
        {Slider("width", "Channels at the wide end", 24, 192, 8, 96)}{Slider("ratio", "Ratio, wide over narrow", 2, 12, 1, 6)}{Slider("kernel", "Side of the spatial kernels", 3, 7, 2, 3)}{Slider("size", "Side of the feature map, pixels", 7, 56, 7, 14)}</form>
        <svg id="picture" role="img" aria-label="The block, its layers from left to right"></svg>
        <p id="total" role="status"></p>
        <h2>Multiply-adds by layer</h2>
        <ol id="layers">
        {string.Concat(Enumerable.Repeat("<li><span class=\"what\"></span><span class=\"track\"><span class=\"bar\" style=\"display:block\"></span></span><span class=\"much\"></span></li>\n", MostLayers))}</ol>
        <p class="note">Stride 1; parameters with those of BatchNorm; multiply-adds of one image, counted over convolutions.</p>
        <noscript><p>This page computes in the browser and needs scripts.</p></noscript>
        <script type="application/json" id="colours">{Colours()}</script>
        <script>
        {PageFrame.Resource("block.js")}</script>
        {PageFrame.Foot}
        """;

    private static string Choice(string value, BlockFamily family, bool isChosen = false) =>
        $"<label><input type=\"radio\" name=\"family\" value=\"{value}\"{(isChosen ? " checked" : "")}> {FamilyPalette.For(family).Name}</label>\n";

    private static string Slider(string name, string words, int least, int most, int step, int value) => FormattableString.Invariant($"""
        <div><label for="{name}">{words}: <output name="{name}-now" for="{name}">{value}</output></label>
        <input type="range" id="{name}" name="{name}" min="{least}" max="{most}" step="{step}" value="{value}"></div>

        """);

    private static string Colours() => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["sandglass"] = FamilyPalette.For(BlockFamily.Sandglass).Colour,
        ["inverted"] = FamilyPalette.For(BlockFamily.InvertedResidual).Colour,
        ["bottleneck"] = FamilyPalette.For(BlockFamily.Bottleneck).Colour,
    });
}
