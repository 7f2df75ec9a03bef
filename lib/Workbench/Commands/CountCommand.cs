using System.CommandLine;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Onnx;
using Sandglass.Networks;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench count</c>: what a network costs, from its plan alone.</summary>
internal sealed class CountCommand
{
    private readonly Argument<string> _network = new Argument<string>("network") { Description = "name of a network, or an ONNX file" }
        .AmongListed("network", NetworksCommand.Called, NetworksCommand.Names, OnnxFile.IsNamed);

    private readonly Option<double> _width = CommonOptions.Width();

    private readonly Option<int?> _resolution =
        Ranges.Resolution.Option("--resolution", "side of the input in pixels, instead of 224 (28 for small-*) or of a file's own");

    private readonly Option<int?> _classes =
        Ranges.Classes.Option("--classes", "number of classes, instead of 1000 (10 for small-*)");

    private readonly Option<bool> _json = new("--json") { Description = "print one JSON object with every layer" };

    private readonly Option<bool> _layers = new("--layers") { Description = "one row per layer instead of one per block" };

    private readonly Option<bool> _conventions = new("--conventions")
    {
        Description = "totals under every counting convention, next to the paper's numbers",
    };

    private CountCommand()
    {
    }

    internal static Command Create()
    {
        var count = new CountCommand();
        var command = new Command("count", "Count the parameters, multiply-adds, bytes and receptive field of a network.")
        {
            count._network, count._width, count._resolution, count._classes, count._json, count._layers, count._conventions,
        };
        command.SetAction(count.Run);
        return command;
    }

    private void Run(ParseResult asked)
    {
        var json = asked.GetValue(_json);
        var conventions = asked.GetValue(_conventions);
        var layers = asked.GetValue(_layers);
        if ((json ? 1 : 0) + (conventions ? 1 : 0) + (layers ? 1 : 0) > 1)
        {
            throw new UsageException("--json, --layers and --conventions cannot be combined: choose one");
        }

        if (OnnxFile.IsNamed(asked.GetRequiredValue(_network)))
        {
            CountFile(asked, json);
            return;
        }

        var (network, plan) = Resolve(asked);
        var count = Counter.Count(plan);
        var output = asked.InvocationConfiguration.Output;
        if (json)
        {
            CountReport.Of(network.Name, plan, count).Write(output);
        }
        else if (conventions)
        {
            ConventionView.Write(output, network, plan, count);
        }
        else
        {
            CountView.Write(output, plan, count, layers);
        }
    }

    // A file has its layers, whoever wrote it; what a plan says of blocks and published figures it has not.
    private void CountFile(ParseResult asked, bool json)
    {
        var file = asked.GetRequiredValue(_network);
        if (asked.IsGiven(_width) || asked.GetValue(_classes) is not null || asked.GetValue(_conventions))
        {
            throw new UsageException("--width, --classes and --conventions go with the name of a network; an ONNX file is counted as it is");
        }

        var graph = OnnxFile.Read(file);
        var count = OnnxCounter.Count(graph, asked.GetValue(_resolution));
        if (json)
        {
            FileCountReport.Of(file, graph, count).Write(asked.InvocationConfiguration.Output);
        }
        else
        {
            FileCountView.Write(asked.InvocationConfiguration.Output, file, graph, count);
        }
    }

    private (CatalogueEntry Network, NetworkPlan Plan) Resolve(ParseResult asked)
    {
        try
        {
            var network = NetworkCatalogue.Find(asked.GetRequiredValue(_network));
            return (network, network.Plan(asked.GetValue(_width), asked.GetValue(_resolution), asked.GetValue(_classes)));
        }
        catch (InvalidSpecException impossible)
        {
            throw new UsageException(impossible.Message, impossible);
        }
    }
}
