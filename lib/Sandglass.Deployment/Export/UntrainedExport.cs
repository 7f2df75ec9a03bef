using Sandglass.Deployment.Onnx;
using Sandglass.Detection.Networks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Export;

/// <summary>Networks with random weights as graphs: what latency and size can be told from.</summary>
internal static class UntrainedExport
{
    /// <summary>A classifier.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="WorkbenchException">The plan cannot be built, or a layer has no operators.</exception>
    public static OnnxGraph Of(NetworkPlan plan, int seed) => Of(() => new BottleneckNetwork(plan, new RandomStreams(seed)), weights => NetworkExport.Of(plan, weights));

    /// <summary>A detector.</summary>
    /// <inheritdoc cref="Of(NetworkPlan, int)"/>
    public static OnnxGraph Of(DetectorPlan plan, int seed) => Of(() => new Detector(plan, new RandomStreams(seed)), weights => NetworkExport.Of(plan, weights));

    /// <summary>The network of a genotype.</summary>
    /// <inheritdoc cref="Of(NetworkPlan, int)"/>
    public static OnnxGraph Of(CellNetworkPlan plan, int seed) => Of(() => new CellNetwork(plan, new RandomStreams(seed)), weights => NetworkExport.Of(plan, weights));

    private static OnnxGraph Of(Func<nn.Module> build, Func<IReadOnlyDictionary<string, Weights.SafetensorsTensor>, OnnxGraph> export)
    {
        TorchRuntime.EnsureStarted(); // before the constructor of any module
        using var network = build();
        return export(NetworkExport.WeightsOf(network));
    }
}
