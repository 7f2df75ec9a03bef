using System.Diagnostics;
using System.Text.Json;
using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Shapes;
using Sandglass.Deployment.Tests.Export;
using Sandglass.Detection.Networks;
using Sandglass.Networks;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Workbench.Tests;

namespace Sandglass.Deployment.Tests.Onnx;

/// <summary>Files of ours held to the format's own checker, and a file of PyTorch's read here.</summary>
public sealed class PythonOnnxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [DeepFact]
    public void The_format_s_checker_takes_our_files_and_infers_our_shapes()
    {
        var graphs = Graphs().ToDictionary(graph => $"{graph.Name}.onnx");
        foreach (var (name, graph) in graphs)
        {
            OnnxFile.Write(Path.Combine(_folder, name), graph);
        }

        var seen = 0;
        foreach (var line in Python("check", _folder).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var answer = JsonDocument.Parse(line).RootElement;
            var shapes = GraphShapes.Of(graphs[answer.GetProperty("file").GetString()!]);
            foreach (var value in answer.GetProperty("shapes").EnumerateObject())
            {
                // The batch is free there and one here.
                var theirs = value.Value.EnumerateArray().Select(size => size.GetInt64()).ToArray();
                Assert.Equal(theirs.Skip(1), shapes[value.Name].Skip(1));
                seen++;
            }
        }

        Assert.Equal(graphs.Values.Sum(graph => graph.Nodes.Count), seen);
    }

    [DeepFact]
    public void A_file_of_PyTorch_s_is_counted_folded_and_answers_the_same()
    {
        var path = Path.Combine(_folder, "mobilenet_v2.onnx");
        Python("torchvision", path);
        var graph = OnnxFile.Read(path);
        var count = OnnxCounter.Count(graph);
        Assert.Equal((3_504_872, 300_774_272), (count.Parameters, count.MultiplyAdds));

        var folded = BatchNormFolding.Of(graph);
        Assert.Contains(graph.Nodes, node => node.Operator == "BatchNormalization");
        Assert.DoesNotContain(folded.Nodes, node => node.Operator == "BatchNormalization");
        var images = Shaken.Images(1, 3, 224, 224);
        var output = graph.Outputs[0].Name;
        Assert.True(Shaken.Difference(OnnxRun.Of(graph, images, 1, 3, 224, 224)[output], OnnxRun.Of(folded, images, 1, 3, 224, 224)[output]) < 1e-5);
    }

    private static IEnumerable<OnnxGraph> Graphs() =>
    [
        .. NetworkCatalogue.Entries.Select(entry => UntrainedExport.Of(entry.Plan(resolution: 45), seed: 1)),
        UntrainedExport.Of(SsdLite.MobileNeXt(), seed: 1),
        UntrainedExport.Of(CellNetworkPlan.Cifar("cells", Genotype.DartsV2) with { Cells = 8, Channels = 16, Resolution = 27 }, seed: 1),
    ];

    private static string Python(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "parity", "onnx_files.py"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
