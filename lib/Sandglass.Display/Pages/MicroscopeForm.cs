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

    private static readonly BlockFamily[] Families = [BlockFamily.Sandglass, BlockFamily.InvertedResidual, BlockFamily.Bottleneck];

    private static readonly (string, string)[] Shortcuts =
    [
        ("usual", "between the ends, if it can be"), ("ends", "between the ends"), ("pointwise", "around the 1×1 convolutions"),
        ("hidden", "around the k×k in the middle"), ("none", "none"),
    ];

    private static readonly (string, string)[] Placements =
    [
        ("usual", "as usual in the family"), ("ends", "one at each end"), ("middle", "one in the middle"), ("middleTwice", "two in the middle"),
        ("outputOnly", "one at the output"), ("none", "nowhere"),
    ];

    private static readonly (string, string)[] Growths =
        [("1", "as many as of the input"), ("0.5", "half as many"), ("1.5", "one and a half times as many"), ("2", "twice as many")];

    /// <summary>A family as addresses and data call it.</summary>
    public static string Word(BlockFamily family) => JsonNamingPolicy.CamelCase.ConvertName(family.ToString());

    /// <summary>The drawing, the form, then cards, the pinned block and the line of C#.</summary>
    /// <param name="machine">Whose latency is predicted.</param>
    public static string ToHtml(PredictedMachine machine) =>
        $"""
        <div class="split">
        <section id="now" tabindex="-1" aria-label="The block as it is now">
        <figure id="drawn-a"><figcaption>This block: <b></b></figcaption><svg role="img" preserveAspectRatio="xMinYMid"></svg></figure>
        <p id="refusal" hidden></p>
        <p id="total" role="status"></p>
        </section>
        <form id="block" aria-label="The block">
        <fieldset><legend>Family</legend>
        {string.Concat(Families.Select(family => Radio("family", Word(family), FamilyPalette.For(family).Name)))}</fieldset>
        {Slider("channels", "Channels of the input", 4, 384, 1)}
        {Slider("ratio", "Ratio, wide over narrow", 1, 12, 0.5)}
        {Slider("kernel", "Kernels", 3, 9, 2)}
        {Slider("size", "Feature map, pixels", 4, 112, 1)}
        <fieldset><legend>Stride</legend>
        {Radio("stride", "1", "1")}{Radio("stride", "2", "2")}</fieldset>
        {Select("shortcut", "Shortcut", Shortcuts)}
        {Slider("identity", "Identity share α of the shortcut", 0, 100, 5)}
        <details><summary>More of the block</summary>
        {Select("spatial", "Where the k×k convolutions are", Placements)}
        {Select("growth", "Channels of the output", Growths)}</details>
        <div class="buttons">
        <button type="button" id="pin">Pin this block</button>
        <button type="button" id="unpin">Unpin</button>
        <button type="button" id="swap">Swap both</button>
        <button type="button" id="match">Match width to the pinned one's multiply-adds</button>
        </div>
        <p id="matched" role="status"></p>
        <details><summary>Start from</summary>
        <ul>
        {string.Concat(Starts.Select(start => $"<li><a href=\"{HtmlText.Encode(start.Address)}\">{start.Words}</a></li>\n"))}</ul>
        </details>
        </form>
        <section id="seen" aria-label="What it costs, and the pinned block">
        <dl id="cards"></dl>
        <p class="note">{HtmlText.Encode(machine.Uncertainty)}</p>
        <figure id="drawn-b"><figcaption>Pinned: <b></b></figcaption><svg role="img" preserveAspectRatio="xMinYMid"></svg></figure>
        <p class="note" id="scale"></p>
        <p id="code-line">In C#: <code id="code"></code></p>
        </section>
        </div>
        """;

    private static string Radio(string name, string value, string words) =>
        $"<label><input type=\"radio\" name=\"{name}\" value=\"{value}\"> {words}</label>\n";

    private static string Slider(string name, string words, double least, double most, double step) => FormattableString.Invariant($"""
        <div class="field"><label for="{name}">{words}</label><output name="{name}-now" for="{name}"></output>
        <input type="range" id="{name}" name="{name}" min="{least}" max="{most}" step="{step}"></div>
        """);

    private static string Select(string name, string words, IReadOnlyList<(string Value, string Words)> options) =>
        $"""
        <div class="field"><label for="{name}">{words}</label>
        <select id="{name}" name="{name}">{string.Concat(options.Select(option => $"<option value=\"{option.Value}\">{option.Words}</option>"))}</select></div>
        """;
}
