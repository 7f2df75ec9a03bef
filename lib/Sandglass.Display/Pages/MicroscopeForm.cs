using System.Text.Json;
using Sandglass.Display.Style;

namespace Sandglass.Display.Pages;

/// <summary>The controls of the block microscope, and beside them what they change.</summary>
internal static class MicroscopeForm
{
    // As MobileNeXt, MobileNetV2 and ResNet-50 have them.
    private static readonly (string Words, string Address)[] Starts =
    [
        ("A sandglass beside an inverted residual as wide", "#a=sandglass-96-1-6-3-1-usual-usual-1&b=invertedResidual-16-1-6-3-1-usual-usual-1&size=14"),
        ("MobileNeXt, its repeated block at 28×28", "#a=sandglass-192-1-6-3-1-usual-usual-1&size=28"),
        ("MobileNetV2, its repeated block at 28×28", "#a=invertedResidual-32-1-6-3-1-usual-usual-1&size=28"),
        ("ResNet-50, its repeated block at 56×56", "#a=bottleneck-256-1-4-3-1-usual-usual-1&size=56"),
    ];

    /// <summary>A family as addresses and data call it.</summary>
    public static string Word(BlockFamily family) => JsonNamingPolicy.CamelCase.ConvertName(family.ToString());

    /// <summary>The drawing, the form, then cards, the pinned block and the line of C#.</summary>
    public static string ToHtml() =>
        $"""
        <div class="split">
        <section id="now" tabindex="-1" aria-label="The block as it is now">
        <figure id="drawn-a"><figcaption>This block: <b></b></figcaption><svg role="img" preserveAspectRatio="xMinYMid"></svg></figure>
        <p id="refusal" hidden></p>
        <p id="total" role="status"></p>
        </section>
        <form id="block" aria-label="The block">
        <fieldset><legend>Family</legend>
        {string.Concat(new[] { BlockFamily.Sandglass, BlockFamily.InvertedResidual, BlockFamily.Bottleneck }.Select((family, i) => Radio("family", Word(family), FamilyPalette.For(family).Name, i == 0)))}</fieldset>
        {Slider("channels", "Channels of the input", 4, 384, 1, 96)}{Slider("ratio", "Ratio, wide over narrow", 1, 12, 0.5, 6)}{Slider("kernel", "Kernels", 3, 9, 2, 3)}{Slider("size", "Feature map, pixels", 4, 112, 1, 14)}<fieldset><legend>Stride</legend>
        {Radio("stride", "1", "1", true)}{Radio("stride", "2", "2", false)}</fieldset>
        {Select("shortcut", "Shortcut", ("usual", "between the ends, if it can be"), ("ends", "between the ends"), ("pointwise", "around the 1×1 convolutions"), ("hidden", "around the k×k in the middle"), ("none", "none"))}{Slider("identity", "Identity share α of the shortcut", 0, 100, 5, 100)}<details><summary>More of the block</summary>
        {Select("spatial", "Where the k×k convolutions are", ("usual", "as usual in the family"), ("ends", "one at each end"), ("middle", "one in the middle"), ("middleTwice", "two in the middle"), ("outputOnly", "one at the output"), ("none", "nowhere"))}{Select("growth", "Channels of the output", ("1", "as many as of the input"), ("0.5", "half as many"), ("1.5", "one and a half times as many"), ("2", "twice as many"))}</details>
        <div class="buttons"><button type="button" id="pin">Pin this block</button><button type="button" id="unpin">Unpin</button><button type="button" id="swap">Swap both</button><button type="button" id="match">Match width to the pinned one's multiply-adds</button></div>
        <p id="matched" role="status"></p>
        <details><summary>Start from</summary>
        <ul>
        {string.Concat(Starts.Select(start => $"<li><a href=\"{HtmlText.Encode(start.Address)}\">{start.Words}</a></li>\n"))}</ul>
        </details>
        </form>
        <section id="seen" aria-label="What it costs, and the pinned block">
        <dl id="cards"></dl>
        <figure id="drawn-b"><figcaption>Pinned: <b></b></figcaption><svg role="img" preserveAspectRatio="xMinYMid"></svg></figure>
        <p class="note" id="scale"></p>
        <p id="code-line">In C#: <code id="code"></code></p>
        </section>
        </div>
        """;

    private static string Radio(string name, string value, string words, bool isChosen) =>
        $"<label><input type=\"radio\" name=\"{name}\" value=\"{value}\"{(isChosen ? " checked" : "")}> {words}</label>\n";

    private static string Slider(string name, string words, double least, double most, double step, double value) => FormattableString.Invariant($"""
        <div class="field"><label for="{name}">{words}</label><output name="{name}-now" for="{name}"></output>
        <input type="range" id="{name}" name="{name}" min="{least}" max="{most}" step="{step}" value="{value}"></div>

        """);

    private static string Select(string name, string words, params (string Value, string Words)[] options) =>
        $"""
        <div class="field"><label for="{name}">{words}</label>
        <select id="{name}" name="{name}">{string.Concat(options.Select(option => $"<option value=\"{option.Value}\">{option.Words}</option>"))}</select></div>

        """;
}
