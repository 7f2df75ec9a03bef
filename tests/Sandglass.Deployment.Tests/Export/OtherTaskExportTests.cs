using Sandglass.Deployment.Export;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Tests.Export;

/// <summary>Detectors and found cells.</summary>
public class OtherTaskExportTests
{
    public static TheoryData<string> Detectors { get; } = ["small sandglass", "small inverted", "ssdlite mobilenext", "ssdlite mobilenetv2"];

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_detector_answers_in_ONNX_Runtime_as_it_does_here(string name)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var plan = name switch
        {
            "small sandglass" => SmallDetector.Plan(BlockFamily.Sandglass, classes: 4, resolution: 90),
            "small inverted" => SmallDetector.Plan(BlockFamily.InvertedResidual),
            "ssdlite mobilenext" => SsdLite.MobileNeXt(classes: 5),
            _ => SsdLite.MobileNetV2(features: FeaturePlacement.ExpandedWidth),
        };
        using var detector = new Detector(plan, new RandomStreams(1));
        var graph = NetworkExport.Of(plan, Shaken.Weights(detector));
        int[] shape = [2, plan.InputChannels, plan.Resolution, plan.Resolution];
        var images = Shaken.Images(shape);
        var ours = detector.call(tensor(images, [.. shape.Select(size => (long)size)]));
        var theirs = OnnxRun.Of(graph, images, shape);
        Assert.True(Shaken.Difference(ours.Scores.contiguous().data<float>().ToArray(), theirs["scores"]) < 1e-5);
        Assert.True(Shaken.Difference(ours.Offsets.contiguous().data<float>().ToArray(), theirs["offsets"]) < 1e-5);
    }

    public static TheoryData<string, int> Cells { get; } = new(
        from genotype in (string[])["darts", "every operation", "zeros"]
        from resolution in (int[])[16, 19]
        select (genotype, resolution));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Found_cells_answer_in_ONNX_Runtime_as_they_do_here(string genotype, int resolution)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var plan = new CellNetworkPlan { Name = "cells", Genotype = GenotypeOf(genotype), Cells = 4, Channels = 6, Resolution = resolution, InputChannels = 1, Classes = 5 };
        using var network = new CellNetwork(plan, new RandomStreams(1));
        var graph = NetworkExport.Of(plan, Shaken.Weights(network));
        int[] shape = [3, 1, resolution, resolution];
        var images = Shaken.Images(shape);
        var ours = network.call(tensor(images, [.. shape.Select(size => (long)size)])).contiguous().data<float>().ToArray();
        Assert.True(Shaken.Difference(ours, OnnxRun.Of(graph, images, shape)["scores"]) < 1e-5);
    }

    private static Genotype GenotypeOf(string name)
    {
        if (name == "darts")
        {
            return Genotype.DartsV2;
        }

        string[] operations = name == "zeros"
            ? ["none", "skip_connect", "none", "sep_conv_3x3", "none", "none", "max_pool_3x3", "dil_conv_5x5"]
            : ["sep_conv_5x5", "dil_conv_3x3", "avg_pool_3x3", "max_pool_3x3", "skip_connect", "sandglass_3x3", "dil_conv_5x5", "sep_conv_3x3"];
        var edges = string.Join(", ", operations.Select((operation, i) => $"('{operation}', {i % 2})"));
        return Genotype.Parse($"Genotype(normal=[{edges}], normal_concat=range(2, 6), reduce=[{edges}], reduce_concat=range(2, 6))");
    }
}
