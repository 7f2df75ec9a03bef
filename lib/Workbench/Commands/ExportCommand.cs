using System.CommandLine;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Detection.Networks;
using Sandglass.Display;
using Sandglass.Networks;
using Sandglass.Search.Networks;
using Sandglass.Training;
using Sandglass.Weights;
using Workbench.Prediction;

namespace Workbench.Commands;

/// <summary><c>workbench export</c>: a network as an ONNX file.</summary>
internal sealed class ExportCommand
{
    private const string Ssd = "ssdlite-";

    private static readonly string[] Detectors = [$"{Ssd}mobilenext", $"{Ssd}mobilenetv2"];

    private readonly Argument<string> _source = new("source")
    {
        HelpName = "RUN|NETWORK|GENOTYPE",
        Description = $"a run's hash, the name of a network ('{NetworksCommand.Called}' lists them, and {string.Join(" and ", Detectors)}), or a genotype as 'workbench search show' takes it",
    };

    private readonly Argument<string> _file = new("file") { HelpName = CommonOptions.File, Description = "ONNX file to write; it must not exist" };

    private readonly Option<string?> _weights = new("--weights")
    {
        HelpName = "RUN|FILE",
        Description = "weights of a network that is named: a run's hash or a file, instead of random ones",
    };

    private readonly Option<double> _width = CommonOptions.Width();
    private readonly Option<int?> _resolution = Ranges.Resolution.Option("--resolution", "side of the input in pixels, instead of the network's own");
    private readonly Option<int?> _classes = Ranges.Classes.Option("--classes", "number of classes, instead of the network's own");
    private readonly Option<int?> _cells = Ranges.Cells.Option("--cells", "cells of a genotype's network, instead of 20");
    private readonly Option<int?> _channels = Ranges.Channels.Option("--channels", "width of a genotype's first cell, instead of 36");
    private readonly Option<string?> _identity = CommonOptions.Identity();
    private readonly Option<int> _seed = CommonOptions.Seed("seed of random weights");
    private readonly Option<DirectoryInfo> _results = CommonOptions.Results();

    private ExportCommand() => _source.CompletionSources.Add(_ => [.. NetworksCommand.Names, .. Detectors]);

    internal static Command Create()
    {
        var export = new ExportCommand();
        var command = new Command("export", "Write a network as an ONNX file for inference: BatchNorm folded, any number of images.")
        {
            export._source, export._file, export._weights, export._width, export._resolution, export._classes, export._cells, export._channels,
            export._identity, export._seed, export._results,
        };
        command.SetAction(export.Run);
        return command;
    }

    private void Run(ParseResult asked)
    {
        var file = asked.GetRequiredValue(_file);
        CommonOptions.RequireNew(file);
        var (graph, note) = Graph(asked);
        OnnxFile.Write(file, graph);
        var count = OnnxCounter.Count(graph);
        var output = asked.InvocationConfiguration.Output;
        output.WriteLine($"{graph.Name}{note}: {file}");
        output.WriteLine($"{Shapes(graph.Inputs)} to {Shapes(graph.Outputs)}; {graph.Nodes.Count} operators of set {graph.OperatorSet}, {CellText.Whole(count.MultiplyAdds)} multiply-adds, {CellText.Whole(new FileInfo(file).Length)} bytes");
    }

    private (OnnxGraph Graph, string Note) Graph(ParseResult asked)
    {
        var (source, results) = (asked.GetRequiredValue(_source), asked.GetRequiredValue(_results));
        try
        {
            return NetworksCommand.Names.FirstOrDefault(name => name.Equals(source, StringComparison.OrdinalIgnoreCase)) is { } network ? OfNetwork(asked, NetworkCatalogue.Find(network))
                : Detectors.FirstOrDefault(name => name.Equals(source, StringComparison.OrdinalIgnoreCase)) is { } detector ? OfDetector(asked, detector)
                : NamedWeights.IsRun(source) ? OfRun(CommonOptions.FinishedRun(source, results))
                : OfCells(asked, source, results);
        }
        catch (InvalidSpecException impossible)
        {
            throw new UsageException(impossible.Message, impossible);
        }
    }

    private static (OnnxGraph Graph, string Note) OfRun(Run run)
    {
        var graph = RunExport.Of(run);
        var input = run.Spec.Task is Classification ? RunInput.Written(run) ?? RunInput.OfRepository(run) : null;
        return (input is null ? graph : graph.Prepared(input), $", run {run.Hash}");
    }

    private (OnnxGraph Graph, string Note) OfNetwork(ParseResult asked, CatalogueEntry network)
    {
        var plan = network.Plan(asked.GetValue(_width), asked.GetValue(_resolution), asked.GetValue(_classes));
        if (asked.GetValue(_weights) is not { } given)
        {
            return (UntrainedExport.Of(plan, asked.GetValue(_seed)), RandomWeights(asked));
        }

        var file = NamedWeights.Read(given, asked.GetRequiredValue(_results), asked.InvocationConfiguration.Error);
        var tensors = NetworkWeights.Tensors(file, plan, CommonOptions.IdentityOf(asked.GetValue(_identity)));
        return (NetworkExport.Of(plan, tensors.ToDictionary(tensor => tensor.Name)), $", weights of {given}");
    }

    private (OnnxGraph Graph, string Note) OfDetector(ParseResult asked, string name)
    {
        RequireNoWeights(asked, name);
        var (width, classes) = (asked.GetValue(_width), asked.GetValue(_classes) ?? 20);
        var plan = name == Detectors[0] ? SsdLite.MobileNeXt(classes, width) : SsdLite.MobileNetV2(classes, width: width);
        return (UntrainedExport.Of(plan, asked.GetValue(_seed)), RandomWeights(asked));
    }

    private (OnnxGraph Graph, string Note) OfCells(ParseResult asked, string source, DirectoryInfo results)
    {
        if (!SearchOptions.IsGenotype(source))
        {
            string[] names = [.. NetworksCommand.Names, .. Detectors];
            throw new UsageException($"there is no network, run or genotype {Misuse.Quoted(source)}{Misuse.Meant(source, names) ?? $"; '{NetworksCommand.Called}' lists networks, 'workbench runs list' runs"}");
        }

        RequireNoWeights(asked, source);
        var plan = CellNetworkPlan.Cifar("cells", SearchOptions.GenotypeOf(source, results));
        plan = (plan with
        {
            Cells = asked.GetValue(_cells) ?? plan.Cells,
            Channels = asked.GetValue(_channels) ?? plan.Channels,
            Resolution = asked.GetValue(_resolution) ?? plan.Resolution,
            Classes = asked.GetValue(_classes) ?? plan.Classes,
        }).Validated();
        return (UntrainedExport.Of(plan, asked.GetValue(_seed)), RandomWeights(asked));
    }

    private void RequireNoWeights(ParseResult asked, string source)
    {
        if (asked.GetValue(_weights) is not null)
        {
            throw new UsageException($"--weights goes with a network of '{NetworksCommand.Called}'; for {Misuse.Quoted(source)} name the run that trained it in its place");
        }
    }

    private string RandomWeights(ParseResult asked) => $", random weights of seed {asked.GetValue(_seed)}";

    private static string Shapes(IEnumerable<OnnxValue> values) =>
        string.Join(", ", values.Select(value => $"{value.Name} [{string.Join(", ", value.Shape.Select(size => size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "N"))}]"));
}
