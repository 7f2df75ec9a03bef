using System.CommandLine;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Detection.Networks;
using Sandglass.Networks;
using Sandglass.Search.Networks;
using Sandglass.Training;
using Sandglass.Weights;
using Workbench.Prediction;

namespace Workbench.Commands;

/// <summary>A network as a graph, and whose weights it has.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Note">The weights in words, after a comma.</param>
/// <param name="Run">The run that trained it; null for another.</param>
internal sealed record NamedGraph(OnnxGraph Graph, string Note, Run? Run = null);

/// <summary>The argument and the options that name a network for inference, the same for every command that takes one.</summary>
internal sealed class NetworkSource
{
    private const string Ssd = "ssdlite-";

    private static readonly string[] Detectors = [$"{Ssd}mobilenext", $"{Ssd}mobilenetv2"];

    private readonly Argument<string> _source;

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

    /// <param name="also">What else the command takes, as help names it, such as <c>FILE.onnx</c>; null for nothing.</param>
    internal NetworkSource(string? also = null)
    {
        _source = new("source")
        {
            HelpName = $"RUN|NETWORK|GENOTYPE{(also is null ? "" : $"|{also}")}",
            Description = $"a run's hash, the name of a network ('{NetworksCommand.Called}' lists them, and {string.Join(" and ", Detectors)}), or a genotype as 'workbench search show' takes it{(also is null ? "" : ", or an ONNX file")}",
        };
        _source.CompletionSources.Add(_ => [.. NetworksCommand.Names, .. Detectors]);
    }

    /// <summary>The argument, to stand before others.</summary>
    internal Argument<string> Argument => _source;

    /// <summary>The options.</summary>
    internal IEnumerable<Option> Options => [_weights, _width, _resolution, _classes, _cells, _channels, _identity, _seed, _results];

    /// <summary>The side of the input that was asked for; null where none was.</summary>
    internal int? Resolution(ParseResult asked) => asked.GetValue(_resolution);

    /// <summary>The seed of random weights.</summary>
    internal int Seed(ParseResult asked) => asked.GetValue(_seed);

    /// <summary>What was named.</summary>
    internal string Named(ParseResult asked) => asked.GetRequiredValue(_source);

    /// <summary>Refuses what an ONNX file cannot be asked.</summary>
    /// <exception cref="UsageException">An option was given that is for other networks.</exception>
    internal void RequireAsItIs(ParseResult asked)
    {
        if (Options.FirstOrDefault(option => option != _resolution && option != _results && asked.IsGiven(option)) is { } option)
        {
            throw new UsageException($"{option.Name} goes with the name of a network; an ONNX file is shown as it is");
        }
    }

    /// <summary>The network.</summary>
    /// <exception cref="UsageException">There is none of that name, or options do not go with it.</exception>
    /// <exception cref="WorkbenchException">It cannot be read or exported.</exception>
    internal NamedGraph Graph(ParseResult asked)
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

    private static NamedGraph OfRun(Run run)
    {
        var graph = RunExport.Of(run);
        var input = run.Spec.Task is Classification ? RunInput.Written(run) ?? RunInput.OfRepository(run) : null;
        return new(input is null ? graph : graph.Prepared(input), $", run {run.Hash}", run);
    }

    private NamedGraph OfNetwork(ParseResult asked, CatalogueEntry network)
    {
        var plan = network.Plan(asked.GetValue(_width), asked.GetValue(_resolution), asked.GetValue(_classes));
        if (asked.GetValue(_weights) is not { } given)
        {
            return new(UntrainedExport.Of(plan, asked.GetValue(_seed)), RandomWeights(asked));
        }

        var file = NamedWeights.Read(given, asked.GetRequiredValue(_results), asked.InvocationConfiguration.Error);
        var tensors = NetworkWeights.Tensors(file, plan, CommonOptions.IdentityOf(asked.GetValue(_identity)));
        return new(NetworkExport.Of(plan, tensors.ToDictionary(tensor => tensor.Name)), $", weights of {given}");
    }

    private NamedGraph OfDetector(ParseResult asked, string name)
    {
        RequireNoWeights(asked, name);
        var (width, classes) = (asked.GetValue(_width), asked.GetValue(_classes) ?? 20);
        var plan = name == Detectors[0] ? SsdLite.MobileNeXt(classes, width) : SsdLite.MobileNetV2(classes, width: width);
        return new(UntrainedExport.Of(plan, asked.GetValue(_seed)), RandomWeights(asked));
    }

    private NamedGraph OfCells(ParseResult asked, string source, DirectoryInfo results)
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
        return new(UntrainedExport.Of(plan, asked.GetValue(_seed)), RandomWeights(asked));
    }

    private void RequireNoWeights(ParseResult asked, string source)
    {
        if (asked.GetValue(_weights) is not null)
        {
            throw new UsageException($"--weights goes with a network of '{NetworksCommand.Called}'; for {Misuse.Quoted(source)} name the run that trained it in its place");
        }
    }

    private string RandomWeights(ParseResult asked) => $", random weights of seed {asked.GetValue(_seed)}";
}
