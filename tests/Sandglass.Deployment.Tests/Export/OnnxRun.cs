using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Running;

namespace Sandglass.Deployment.Tests.Export;

/// <summary>A graph run by ONNX Runtime, on one thread.</summary>
internal static class OnnxRun
{
    /// <summary>The outputs by name.</summary>
    internal static IReadOnlyDictionary<string, float[]> Of(OnnxGraph graph, float[] images, params int[] shape)
    {
        using var session = new OnnxSession(graph);
        return graph.Outputs.Zip(session.Run(images, shape[0]), (output, values) => (output.Name, values)).ToDictionary();
    }
}
