using System.Text.Json;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Latency;
using Sandglass.Deployment.Onnx;
using Sandglass.Display.Drawings;
using Sandglass.Display.Pages;
using Sandglass.Networks;
using Sandglass.Training;
using Sandglass.Weights;
using Workbench.Tests.Running;

namespace Workbench.Tests.Gallery;

/// <summary>What the block microscope computes in the browser is what the library computes.</summary>
public sealed class MicroscopeNumbersTests : IDisposable
{
    private const int Blocks = 6000;
    private const int Sides = 29; // even and odd ones

    private readonly ResultsFolder _folder = new();

    private sealed record Layer(string Name, int From, int To, int Kernel, int Groups, int Stride, string? Activation);

    private sealed record Counted(long[] Totals, Layer[] Layers, int[]? Around, int Identity, long[] Parameters, long[] MultiplyAdds);

    private sealed record Answer(string? Refusal, string? Code, Counted? Count);

    [DeepFact]
    public async Task Layers_counts_refusals_and_code_are_the_librarys()
    {
        var chosen = ChosenBlock.Draw(Blocks, mostChannels: 384);
        var answers = await AskAsync<Answer[]>(
            """
            chosen.map((block, i) => {
              const spec = Block.spec(block);
              const refusal = Block.refusal(spec);
              if (refusal) return { refusal };
              const count = Block.count(spec, 4 + i % 29);
              const totals = ["parameters", "multiplyAdds", "weightBytes", "activationBytes", "receptiveField", "additions"].map(key => count[key]);
              return { code: Block.code(block), count: { totals, ...Block.layout(spec), identity: Block.identityChannels(spec), parameters: count.rows.map(row => row.parameters), multiplyAdds: count.rows.map(row => row.multiplyAdds) } };
            })
            """,
            chosen);

        Assert.Equal(Blocks, answers.Length);
        Assert.InRange(answers.Count(answer => answer.Refusal is null), Blocks / 3, 2 * Blocks / 3);
        foreach (var (i, (block, answer)) in chosen.Zip(answers).Index())
        {
            var (expected, spec) = Expected(block, 4 + (i % Sides));
            Assert.True(
                JsonSerializer.Serialize(expected.Count) == JsonSerializer.Serialize(answer.Count) && expected.Refusal == answer.Refusal,
                $"{block}: {JsonSerializer.Serialize(expected)} but the page has {JsonSerializer.Serialize(answer)}");
            if (spec is not null)
            {
                Assert.Equal(spec, ChosenBlock.Evaluate(answer.Code!));
            }
        }
    }

    [DeepFact]
    public async Task The_drawing_is_the_librarys()
    {
        var chosen = Buildable(400, mostChannels: 300);
        var answers = await AskAsync<string[][]>(
            """
            chosen.map(block => {
              const spec = Block.spec(block);
              const place = ([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`;
              return Drawing.shapes(spec, Drawing.frames.wide, 512, Drawing.title(spec, Page.data.names)).map(shape => ({
                area: () => `area ${shape.corners.map(place).join(" ")}`,
                stroke: () => `stroke ${shape.places.map(place).join(" ")}`,
                disc: () => `disc ${place(shape.at)} ${shape.radius}`,
                caption: () => `caption ${place(shape.at)} ${shape.size} ${shape.words}`,
              })[shape.form]());
            })
            """,
            chosen);
        foreach (var (block, shapes) in chosen.Zip(answers))
        {
            var spec = block.Spec();
            var drawing = BlockDrawing.Of(spec, new BlockFrame(spec.Layout.Layers.Count, 512), BlockDrawing.TitleOf(spec));
            Assert.Equal(drawing.Shapes.Select(Words), shapes.Select(shape => shape.Replace("-0.000", "0.000", StringComparison.Ordinal)));
        }
    }

    [DeepFact]
    public async Task The_predicted_latency_is_that_of_the_exported_operators()
    {
        var chosen = Buildable(200, mostChannels: 40);
        var answers = await AskAsync<double[]>("chosen.map(block => Block.latency(Block.spec(block), 14, Page.data.machine))", chosen);
        var roofline = LatencyRecord.Read(LatencyRecord.Variants).Roofline!;
        foreach (var (block, seconds) in chosen.Zip(answers))
        {
            var expected = OperatorWork.Of(Exported(block.Spec(), 14)).Sum(work => roofline.Predict(work).Seconds);
            Assert.True(Math.Abs(seconds - expected) < 1e-9 * expected, $"{block}: {expected} s but the page has {seconds}");
        }
    }

    [DeepFact]
    public async Task A_matched_width_is_the_best_of_all()
    {
        ChosenBlock[] chosen = [ChosenBlock.First, ChosenBlock.First with { Family = "invertedResidual" }, ChosenBlock.First with { Family = "bottleneck", Kernel = 5 }];
        var answers = await AskAsync<int[]>("chosen.map(block => Block.match(block, 14, 1e6, 4, 384))", chosen);
        foreach (var (block, channels) in chosen.Zip(answers))
        {
            var best = Enumerable.Range(4, 381).Where(c => c >= 6 || block.Family == "invertedResidual").MinBy(c => Math.Abs(Counter.Count((block with { Channels = c }).Spec(), 14).MultiplyAdds - 1_000_000));
            Assert.Equal(best, channels);
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task<T> AskAsync<T>(string expression, ChosenBlock[] chosen)
    {
        MicroscopePage.Recorded().Write(_folder["page.html"]);
        await using var browser = await Browser.StartAsync();
        await browser.Page.GotoAsync(new Uri(_folder["page.html"]).AbsoluteUri);
        var answers = await browser.Page.EvaluateAsync<string>($"text => {{ const chosen = JSON.parse(text); return JSON.stringify({expression}); }}", JsonSerializer.Serialize(chosen, RunJson.Options));
        Assert.Empty(browser.Errors);
        return JsonSerializer.Deserialize<T>(answers, JsonSerializerOptions.Web)!;
    }

    private static (Answer Answer, BlockSpec? Spec) Expected(ChosenBlock block, int size)
    {
        try
        {
            var spec = block.Spec();
            var (layout, count) = (spec.Layout, Counter.Count(spec, size));
            var convolutions = count.Layers.Where(layer => layer.MultiplyAdds > 0).ToArray();
            var parameters = layout.Layers.Select(layer => count.Below($"block.{layer.Name}").Parameters);
            var around = layout.ShortcutAround is { } range ? new[] { range.Start.Value, range.End.GetOffset(layout.Layers.Count) } : null;
            return (new Answer(null, null, new Counted(
                [count.Parameters, count.MultiplyAdds, count.WeightBytes, count.ActivationBytes, count.ReceptiveField, count.Additions],
                [.. layout.Layers.Cast<ConvSpec>().Select(conv => new Layer(conv.Name, conv.InChannels, conv.OutChannels, conv.Kernel, conv.Groups, conv.Stride, conv.IsLinear ? null : conv.Activation.ToString()))],
                around,
                spec.IdentityChannels,
                [.. parameters],
                [.. convolutions.Select(layer => layer.MultiplyAdds)])), spec);
        }
        catch (InvalidSpecException refused)
        {
            return (new Answer(refused.Message.Replace("block cannot be built: ", "", StringComparison.Ordinal), null, null), null);
        }
    }

    private static ChosenBlock[] Buildable(int count, int mostChannels) =>
        [.. ChosenBlock.Draw(3 * count, mostChannels).Where(block => Expected(block, 14).Spec is not null).Take(count)];

    private static string Words(Shape shape) => shape switch
    {
        Area area => $"area {string.Join(' ', area.Corners.Select(Words))}",
        Stroke line => $"stroke {string.Join(' ', line.Places.Select(Words))}",
        Disc disc => FormattableString.Invariant($"disc {Words(disc.Centre)} {disc.Radius}"),
        Caption text => FormattableString.Invariant($"caption {Words(text.At)} {text.Size} {text.Words}"),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private static string Words(Place place) => FormattableString.Invariant($"{place.X:0.000} {place.Y:0.000}");

    private static OnnxGraph Exported(BlockSpec spec, int size)
    {
        using var block = new BottleneckBlock(spec);
        var (weights, layers, graph) = (NetworkExport.WeightsOf(block), LayerWalk.Of("", spec, size), new GraphBuilder());
        var operators = new LayerOperators(graph, layers, "images", name => weights[name]);
        var answer = graph.Add("Identity", "answer", [operators[layers[^1].Name]]);
        var side = layers[^1].Output.Size;
        return BatchNormFolding.Of(graph.Graph(
            "block",
            [new OnnxValue("images", SafetensorsType.F32, [1, spec.InChannels, size, size])],
            [new OnnxValue(answer, SafetensorsType.F32, [1, spec.OutChannels, side, side])]));
    }
}
