using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Sandglass.Deployment.Onnx;

namespace Sandglass.Deployment.Tests.Export;

/// <summary>A graph run by ONNX Runtime, on one thread.</summary>
internal static class OnnxRun
{
    /// <summary>The outputs by name.</summary>
    internal static IReadOnlyDictionary<string, float[]> Of(OnnxGraph graph, float[] images, params int[] shape)
    {
        using var file = new MemoryStream();
        OnnxFile.Write(file, graph);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(file.ToArray(), options);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor(graph.Inputs[0].Name, new DenseTensor<float>(images, shape))]);
        return outputs.ToDictionary(output => output.Name, output => output.AsTensor<float>().ToArray());
    }
}
