using Sandglass.Blocks;
using Sandglass.Deployment.Onnx;
using Sandglass.Detection.Networks;
using Sandglass.Networks;
using Sandglass.Search.Networks;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Export;

/// <summary>
/// Networks as graphs for inference: without dropout and auxiliary classifier, BatchNorm folded into the convolutions.
/// All take <c>images</c> [N, C, H, W], N free, as their training normalised them, and bear their plan and counts.
/// </summary>
internal static class NetworkExport
{
    /// <summary>Name of the input.</summary>
    internal const string Images = "images";

    /// <summary>Name of the class scores.</summary>
    internal const string Scores = "scores";

    /// <summary>Name of a detector's offsets.</summary>
    internal const string Offsets = "offsets";

    private const int OffsetsPerBox = 4;

    /// <summary>A classifier: <c>scores</c> [N, classes], before the softmax.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="weights">Its parameters and buffers by their dotted names.</param>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    /// <exception cref="WorkbenchException">A layer has no operators, or a weight is missing.</exception>
    public static OnnxGraph Of(NetworkPlan plan, IReadOnlyDictionary<string, SafetensorsTensor> weights) =>
        Classifier(plan.Name, plan.Layers(), plan.InputChannels, plan.Resolution, plan.Classes, weights).Planned(plan, Counter.Count(plan));

    /// <inheritdoc cref="Of(NetworkPlan, IReadOnlyDictionary{string, SafetensorsTensor})"/>
    public static OnnxGraph Of(CellNetworkPlan plan, IReadOnlyDictionary<string, SafetensorsTensor> weights)
    {
        NetworkLayer[] layers = [.. plan.Layers().Where(layer => layer.Part != CellWalk.AuxiliaryPart)];
        return Classifier(plan.Name, layers, plan.InputChannels, plan.Resolution, plan.Classes, weights)
            .Planned(plan, CellNetworkCounter.Count(plan with { Auxiliary = false }));
    }

    /// <summary>A detector: <c>scores</c> [N, P, classes + 1] before the softmax, background first, and <c>offsets</c>
    /// [N, P, 4] in units of the plan's variances, P boxes in the order of <see cref="DetectorPlan.PriorBoxes"/>.</summary>
    /// <inheritdoc cref="Of(NetworkPlan, IReadOnlyDictionary{string, SafetensorsTensor})"/>
    public static OnnxGraph Of(DetectorPlan plan, IReadOnlyDictionary<string, SafetensorsTensor> weights)
    {
        var graph = new GraphBuilder();
        var operators = new LayerOperators(graph, plan.Layers(), Images, Named(weights, plan.Name));
        var levels = Enumerable.Range(1, plan.Levels.Count).ToArray();
        foreach (var (output, numbers) in new[] { (Scores, plan.Classes + 1), (Offsets, OffsetsPerBox) })
        {
            graph.Add("Concat", output, [.. levels.Select(level => PerBox(graph, operators, $"head{level}.{output}", numbers))], ("axis", 1L));
        }

        return BatchNormFolding.Of(graph.Graph(
            plan.Name,
            [Input(plan.InputChannels, plan.Resolution)],
            [Output(Scores, plan.PriorCount, plan.Classes + 1), Output(Offsets, plan.PriorCount, OffsetsPerBox)])).Planned(plan, DetectorCounter.Count(plan));
    }

    /// <summary>The parameters and buffers of a built network by their dotted names.</summary>
    public static IReadOnlyDictionary<string, SafetensorsTensor> WeightsOf(nn.Module network) =>
        network.state_dict().ToDictionary(named => named.Key, named => SafetensorsTensor.Of(named.Key, named.Value));

    private static OnnxGraph Classifier(
        string name, IReadOnlyList<NetworkLayer> layers, int channels, int resolution, int classes, IReadOnlyDictionary<string, SafetensorsTensor> weights)
    {
        var graph = new GraphBuilder();
        _ = new LayerOperators(graph, [.. layers.SkipLast(1), WithPlace(layers[^1], Scores)], Images, Named(weights, name));
        return BatchNormFolding.Of(graph.Graph(name, [Input(channels, resolution)], [Output(Scores, classes)]));
    }

    // [N, boxes · numbers, H, W] → [N, H · W · boxes, numbers], as the detector does.
    private static string PerBox(GraphBuilder graph, LayerOperators operators, string head, int numbers)
    {
        var last = graph.Add("Transpose", $"{head}.transpose", [operators[$"{head}.pointwise"]], ("perm", new long[] { 0, 2, 3, 1 }));
        return graph.Add("Reshape", $"{head}.reshape", [last, graph.Integers(0, -1, numbers)]);
    }

    private static NetworkLayer WithPlace(NetworkLayer layer, string place) => layer with { Output = layer.Output with { Place = place } };

    private static OnnxValue Input(int channels, int resolution) => new(Images, SafetensorsType.F32, [null, channels, resolution, resolution]);

    private static OnnxValue Output(string name, params long[] shape) => new(name, SafetensorsType.F32, [null, .. shape]);

    private static Func<string, SafetensorsTensor> Named(IReadOnlyDictionary<string, SafetensorsTensor> weights, string network) => name =>
        weights.TryGetValue(name, out var tensor) ? tensor : throw new WorkbenchException($"the weights of {network} lack {name}; give those of this network");
}
