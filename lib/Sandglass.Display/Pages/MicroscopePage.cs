using System.Text.Json.Nodes;
using Sandglass.Display.Pictures;
using Sandglass.Display.Style;
using WholeFiles;

namespace Sandglass.Display.Pages;

/// <summary>
/// The block microscope: a reader changes a block and sees at once what it looks like, what each layer costs and what time is predicted,
/// beside a second block; then what one picture becomes in a trained block, and questions that ask for a guess first. The browser
/// computes all of it by the rules of <see cref="BlockSpec"/> and <see cref="Counter"/>. The page needs no other file and no network.
/// </summary>
/// <param name="Maps">Pictures from trained blocks, at most one a family.</param>
/// <param name="Machine">Whose latency is predicted.</param>
internal sealed record MicroscopePage(IReadOnlyList<BlockMaps> Maps, PredictedMachine Machine)
{
    /// <summary>Name of the page's file in a gallery.</summary>
    public const string File = "microscope.html";

    private const string Title = "The block microscope";

    private const string Counting = "Multiply-adds: products of the convolutions for one image, without BatchNorm, activations and additions. Parameters: with scale and shift of BatchNorm. Bytes: four a number; those of activations are what the convolutions write. kB are 1,000 bytes.";

    private const string Scale = $"{{ --below: {Strips.Below}; --zero: {Strips.Zero}; --above: {Strips.Above}; }}";

    // In the order in which they use each other.
    private static readonly string[] Scripts = ["microscope.block.js", "microscope.drawing.js", "microscope.maps.js", "microscope.questions.js", "microscope.js"];

    /// <summary>The page of a gallery to go back to; null for none.</summary>
    public string? Home { get; init; }

    /// <summary>The page with what is recorded in the repository.</summary>
    /// <exception cref="WorkbenchException">A record is missing or damaged.</exception>
    public static MicroscopePage Recorded() => new(BlockMaps.Recorded(), PredictedMachine.Recorded());

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file; made, with its folder, or replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => WholeFile.Write(path, ToHtml());

    internal string ToHtml()
    {
        var script = string.Concat(Scripts.Select(PageFrame.Resource));
        return
            $"""
            {PageFrame.Head(Title, policy: PageFrame.Policy(script))}<style>
            :root {Scale}
            {PageFrame.Resource("microscope.css")}</style>
            <header>
            {(Home is null ? "" : $"<nav class=\"links\"><a href=\"{HtmlText.Encode(Home)}\">All notebooks</a></nav>\n")}<h1>{Title}</h1>
            <p class="answer">Change a block with mouse or arrow keys. The address keeps what you see: copy it to share it.</p>
            </header>
            <noscript><p>This page computes in the browser and needs scripts.</p></noscript>
            {MicroscopeForm.ToHtml(Machine)}
            <section>
            <h2>Layer by layer</h2>
            <p id="bars-choice"><label>Bars show <select id="bars"></select></label></p>
            <div class="beside">
            <section id="bars-a"><h3></h3><ul class="layers"></ul></section>
            <section id="bars-b"><h3></h3><ul class="layers"></ul></section>
            </div>
            </section>
            <section>
            <h2>What one picture becomes in a trained block</h2>
            <p>Each square is a channel, on one scale a place: <span class="scale-bar" role="img" aria-label="from purple over white to orange"></span> purple is below zero, white is zero, orange above; the largest hundredth of the numbers has the strongest colour. Dashed squares are zero everywhere. The channel that you follow is enlarged wherever it is. Choose another family above to see its block.</p>
            <p id="following"><label for="channel">Follow channel <output id="channel-now" for="channel">1</output></label> <input type="range" id="channel" min="0" max="0" value="0"></p>
            <div id="maps"></div>
            </section>
            <section>
            <h2>Predict, then look</h2>
            <p>About a sandglass block of 96 channels, ratio 6, 3×3 kernels, stride 1, on a map of 14×14 pixels. Guess first; the page then computes the answer.</p>
            <ol id="questions"></ol>
            </section>
            <section>
            <h2>How it is counted</h2>
            {PageParts.Points([Counting, Machine.How])}</section>
            <script type="application/json" id="data">{Data()}</script>
            <script>{script}</script>
            {PageFrame.Foot}
            """;
    }

    // JSON as .NET writes it has no '<': it cannot end the element that holds it.
    private string Data() => new JsonObject
    {
        ["names"] = ByFamily(style => style.Name),
        ["colours"] = ByFamily(style => style.Colour),
        ["machine"] = Machine.ToJson(),
        ["maps"] = BlockMaps.ToJson(Maps),
    }.ToJsonString();

    private static JsonObject ByFamily(Func<SeriesStyle, string> of) =>
        new(Enum.GetValues<BlockFamily>().Select(family => KeyValuePair.Create(MicroscopeForm.Word(family), (JsonNode?)of(FamilyPalette.For(family)))));
}
