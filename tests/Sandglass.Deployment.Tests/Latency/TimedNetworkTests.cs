using Sandglass.Deployment.Export;
using Sandglass.Deployment.Latency;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Quantization;
using Sandglass.Networks;
using Workbench.Tests;

namespace Sandglass.Deployment.Tests.Latency;

public sealed class TimedNetworkTests : IDisposable
{
    private static readonly NetworkPlan Plan = NetworkCatalogue.Find("small-sandglass").Plan(0.1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(LatencySubject.Onnx, false)]
    [InlineData(LatencySubject.Onnx, true)]
    [InlineData(LatencySubject.LibTorch, false)]
    [InlineData(LatencySubject.Fused, false)]
    public void A_network_passes_its_images_in_every_runtime(string runtime, bool isInteger)
    {
        var graph = UntrainedExport.Of(Plan, seed: 1);
        using var network = TimedNetwork.Of(new LatencySubject("network", runtime) { Plan = Plan, Model = Written(isInteger ? EightBits.OfNoise(graph) : graph), Batch = 3 });

        Assert.InRange(network.Seconds(TimeSpan.Zero), 1e-7, 10);
    }

    [Fact]
    public void Operators_of_a_network_are_timed_one_by_one_and_known_by_their_names()
    {
        var graph = UntrainedExport.Of(Plan, seed: 1);
        var times = OperatorTime.Of(new LatencySubject("network", LatencySubject.Onnx) { Model = Written(graph) }, passes: 2);

        string[] known = [.. times.Select(time => time.PartName)];
        Assert.All(
            OperatorWork.Of(graph).Where(work => work.Kind is not null),
            work => Assert.True(work.Names.Any(known.Contains), $"{work.Node} is not among {string.Join(", ", known)}"));
    }

    [Fact]
    public void What_a_runtime_does_not_take_is_told()
    {
        var graph = UntrainedExport.Of(Plan, seed: 1);
        var free = Written(graph with { Inputs = [graph.Inputs[0] with { Shape = [null, 1, null, null] }] });
        Assert.Contains("--resolution", Fault(new LatencySubject("free", LatencySubject.Onnx) { Model = free }));
        var one = Written(graph with { Inputs = [graph.Inputs[0] with { Shape = [1, 1, 28, 28] }] });
        Assert.Contains("takes batches of 1, not of 2", Fault(new LatencySubject("one", LatencySubject.Onnx) { Model = one, Batch = 2 }));
        Assert.Contains("has no plan", Fault(new LatencySubject("file", LatencySubject.LibTorch) { Model = one }));

        static string Fault(LatencySubject subject) => Assert.ThrowsAny<WorkbenchException>(() => TimedNetwork.Of(subject)).Message;
    }

    [DeepFact]
    public void The_roofline_of_this_machine_is_measured()
    {
        var roofline = new RooflineCalibration(threads: 1).Measure();

        Assert.Equal(8, roofline.Rates.Count);
        Assert.All(roofline.Rates, rate => Assert.InRange(rate.PerSecond, 1e7, 1e14));
        Assert.All(roofline.Bandwidths, known => Assert.InRange(known.PerSecond, 1e7, 1e14));
        Assert.InRange(OperatorWork.Of(UntrainedExport.Of(Plan, seed: 1)).Sum(work => roofline.Predict(work).Seconds), 1e-6, 1);
    }

    private string Written(OnnxGraph graph)
    {
        var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid()}.onnx");
        OnnxFile.Write(path, graph);
        return path;
    }
}
