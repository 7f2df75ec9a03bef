using Sandglass.Deployment.Latency;
using Sandglass.Deployment.Onnx;

namespace Workbench.Running;

/// <summary>Times a network's operators, in processes of their own.</summary>
internal static class OperatorTiming
{
    /// <summary>The times, and what the machine's roofline predicts.</summary>
    /// <param name="graph">The network in single precision.</param>
    /// <param name="steps">The same in 8 bits; null for none.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="Sandglass.WorkbenchException">ONNX Runtime does not take it.</exception>
    public static async Task<OperatorTimes> MeasureAsync(OnnxGraph graph, OnnxGraph? steps, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var roofline = await LatencyProcess.AskAsync<Roofline>(LatencyQuestion.Roofline, new LatencySubject(graph.Name, LatencySubject.Onnx), cancellation);
            return new OperatorTimes(LatencyEnvironment.Capture(), await OfAsync(graph, "single"), steps is null ? null : await OfAsync(steps, "steps"));

            async Task<IReadOnlyList<OperatorLatency>> OfAsync(OnnxGraph network, string name)
            {
                var file = Path.Combine(folder.FullName, $"{name}.onnx");
                OnnxFile.Write(file, network);
                var subject = new LatencySubject(network.Name, LatencySubject.Onnx) { Model = file };
                var measured = await LatencyProcess.AskAsync<IReadOnlyList<OperatorTime>>(LatencyQuestion.Operators, subject, cancellation);
                return [.. OperatorLatency.Of(measured, OperatorWork.Of(network), roofline)];
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
