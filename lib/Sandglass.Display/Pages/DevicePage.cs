using System.Text.Json.Nodes;

namespace Sandglass.Display.Pages;

/// <summary>
/// A page that runs a network in the browser by onnxruntime-web, where that lies beside it: it compares the answer with the one that is
/// expected and times the network.
/// </summary>
/// <param name="Title">The network.</param>
/// <param name="Model">Its file.</param>
/// <param name="InputFile">File of the input, float32.</param>
/// <param name="ExpectedFile">File of the expected answers, one after the other.</param>
/// <param name="Input">Name and shape of the input.</param>
/// <param name="Outputs">Name and shape of each output.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image.</param>
internal sealed record DevicePage(
    string Title,
    string Model,
    string InputFile,
    string ExpectedFile,
    (string Name, IReadOnlyList<long> Shape) Input,
    IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Outputs,
    long MultiplyAdds)
{
    /// <summary>Name of the page's file.</summary>
    public const string File = "index.html";

    /// <summary>The page.</summary>
    public string ToHtml() =>
        $"""
        {PageFrame.Head(Title)}<style>
        {PageFrame.Resource("device.css")}</style>
        <header>
        <h1>{HtmlText.Encode(Title)}</h1>
        <p class="answer">Runs in this browser, on this device: {CellText.Whole(MultiplyAdds)} multiply-adds an image.</p>
        </header>
        <section id="missing" class="warnings" hidden>
        <h2>ONNX Runtime is not here yet</h2>
        <p>This page needs three files beside it, which are not part of the folder: <code>ort.wasm.min.js</code>, <code>ort-wasm-simd-threaded.mjs</code> and
        <code>ort-wasm-simd-threaded.wasm</code>, from <code>dist</code> of the npm package <code>onnxruntime-web</code> (MIT licence). In this folder:</p>
        <pre>npm pack onnxruntime-web &amp;&amp; tar xzf onnxruntime-web-*.tgz
        cp package/dist/ort.wasm.min.js package/dist/ort-wasm-simd-threaded.mjs package/dist/ort-wasm-simd-threaded.wasm .</pre>
        </section>
        <section id="unserved" class="warnings" hidden>
        <h2>Open it through a server</h2>
        <p>Browsers do not let a page that is opened as a file read the files beside it. In this folder, <code>python3 -m http.server 8000</code>, then
        <a href="http://localhost:8000">http://localhost:8000</a>. For a phone on a cable, also <code>adb reverse tcp:8000 tcp:8000</code>; the address is the same there.</p>
        </section>
        <form id="timing" hidden>
        <div><label for="runs">Runs</label><input type="number" id="runs" min="1" max="10000" value="50"></div>
        <div><button type="submit">Run and time</button></div>
        </form>
        <p id="state" role="status"></p>
        <section id="results" hidden>
        <h2>Same answer?</h2>
        <p id="verdict"></p>
        <div class="scroll"><table><thead><tr><th scope="col">Output</th><th scope="col">Shape</th><th scope="col">Largest difference</th><th scope="col">Largest number expected</th></tr></thead><tbody id="differences"></tbody></table></div>
        <h2>How fast?</h2>
        <p id="median"></p>
        <svg id="times" role="img" viewBox="0 0 600 120" preserveAspectRatio="none"></svg>
        <dl id="facts"></dl>
        <p class="note">A run is one image, from the call to the answer. The median is what to compare; the spread is that of the middle half of the runs. The
        first runs warm up and do not count. WebAssembly on one thread: a native runtime on the same device is faster.</p>
        </section>
        <noscript><p>This page computes in the browser and needs scripts.</p></noscript>
        <script type="application/json" id="bundle">{Data()}</script>
        <script>
        {PageFrame.Resource("device.js")}</script>
        {PageFrame.Foot}
        """;

    private string Data() => new JsonObject
    {
        ["model"] = Model,
        ["inputFile"] = InputFile,
        ["expectedFile"] = ExpectedFile,
        ["input"] = Tensor(Input),
        ["outputs"] = new JsonArray([.. Outputs.Select(output => (JsonNode)Tensor(output))]),
        ["multiplyAdds"] = MultiplyAdds,
    }.ToJsonString();

    private static JsonObject Tensor((string Name, IReadOnlyList<long> Shape) value) => new()
    {
        ["name"] = value.Name,
        ["shape"] = new JsonArray([.. value.Shape.Select(size => (JsonNode)size)]),
    };
}
