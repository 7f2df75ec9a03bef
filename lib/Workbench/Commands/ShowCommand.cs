using System.CommandLine;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Quantization;
using Sandglass.Display.Pages;
using Sandglass.Training;
using Workbench.Prediction;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench show</c>: a network as a page, its graph and what each operator costs.</summary>
internal sealed class ShowCommand
{
    private const int CalibrationImages = 50;

    private readonly NetworkSource _source = new("FILE.onnx");
    private readonly Argument<string> _page = new("page") { HelpName = CommonOptions.File, Description = "page to write (HTML, for any browser, without a network); it must not exist" };

    private ShowCommand()
    {
    }

    internal static Command Create()
    {
        var show = new ShowCommand();
        var command = new Command("show", "Write a page of a network: the graph of its operators by block, with what each costs in weights, traffic and memory.")
        {
            show._source.Argument, show._page,
        };
        foreach (var option in show._source.Options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => Task.FromResult(show.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var path = asked.GetRequiredValue(_page);
        CommonOptions.RequireNew(path);
        var name = _source.Named(asked);
        var page = IsFile(name) ? OfFile(asked, name) : OfNetwork(_source.Graph(asked), cancellation);
        page.Write(path);
        var output = asked.InvocationConfiguration.Output;
        output.WriteLine($"{page.Title}: {path}");
        output.WriteLine(page.Answer);
        return 0;
    }

    private NetworkPage OfFile(ParseResult asked, string file)
    {
        _source.RequireAsItIs(asked);
        return NetworkPages.Of(
            Path.GetFileName(file),
            OnnxFile.Read(file),
            steps: null,
            "There are no numbers in 8 bits: a file is shown as it is. Those of a run or of a network that is named are there.",
            _source.Resolution(asked));
    }

    private static NetworkPage OfNetwork(NamedGraph network, CancellationToken cancellation)
    {
        var (graph, title) = (network.Graph, $"{network.Graph.Name}{network.Note}");
        using var images = network.Run is { Spec.Task: Classification } run ? RunInput.Images(run) : null;
        return images is null
            ? NetworkPages.Of(title, graph, EightBits.OfNoise(graph), "The network in 8 bits has the ranges of one image of noise: its sizes are right, its answers are of no use.")
            : NetworkPages.Of(
                title,
                graph,
                EightBits.OfImages(graph, images, network.Run!.Spec.Recipe.NormalizationOf(images.Training), CalibrationImages, cancellation),
                $"The network in 8 bits is that of 'workbench quantize': ranges of {CalibrationImages} training images a class, from smallest to largest number.");
    }

    private static bool IsFile(string name) => name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
}
