using System.CommandLine;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Quantization;
using Sandglass.Training;
using Workbench.Prediction;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench show</c>: a network as a page, its graph and what each operator costs.</summary>
internal sealed class ShowCommand
{
    private const int CalibrationImages = 50;

    private readonly NetworkSource _source = new("FILE.onnx");
    private readonly Argument<string> _page = new("page") { HelpName = CommonOptions.File, Description = "page to write (HTML, for any browser, without a network); it must not exist" };

    private readonly Option<bool> _time = new("--time") { Description = "measure the time of each operator in ONNX Runtime, and what the machine's roofline predicts of it; half a minute" };

    private ShowCommand()
    {
    }

    internal static Command Create()
    {
        var show = new ShowCommand();
        var command = new Command("show", "Write a page of a network: the graph of its operators by block, with what each costs in weights, traffic and memory.")
        {
            show._source.Argument, show._page, show._time,
        };
        foreach (var option in show._source.Options)
        {
            command.Add(option);
        }

        command.SetAction(show.RunAsync);
        return command;
    }

    private async Task RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        var path = asked.GetRequiredValue(_page);
        CommonOptions.RequireNew(path);
        var name = _source.Named(asked);
        var shown = OnnxFile.IsNamed(name) ? OfFile(asked, name) : OfNetwork(_source.Graph(asked), cancellation);
        var times = asked.GetValue(_time) ? await OperatorTiming.MeasureAsync(shown.Graph, shown.Steps, cancellation) : null;
        var page = NetworkPages.Of(shown, times);
        page.Write(path);
        var output = asked.InvocationConfiguration.Output;
        output.WriteLine($"{page.Title}: {path}");
        output.WriteLine(page.Answer);
    }

    private ShownNetwork OfFile(ParseResult asked, string file)
    {
        _source.RequireAsItIs(asked);
        return new(
            Path.GetFileName(file),
            OnnxFile.Read(file).Sized(_source.Resolution(asked)),
            Steps: null,
            "There are no numbers in 8 bits: a file is shown as it is. Those of a run or of a network that is named are there.");
    }

    private static ShownNetwork OfNetwork(NamedGraph network, CancellationToken cancellation)
    {
        var (graph, title) = (network.Graph, $"{network.Graph.Name}{network.Note}");
        using var images = network.Run is { Spec.Task: Classification } run ? RunInput.Images(run) : null;
        return images is null
            ? new(title, graph, EightBits.OfNoise(graph), "The network in 8 bits has the ranges of one image of noise: its sizes are right, its answers are of no use.")
            : new(
                title,
                graph,
                EightBits.OfImages(graph, images, network.Run!.Spec.Recipe.NormalizationOf(images.Training), CalibrationImages, cancellation),
                $"The network in 8 bits is that of 'workbench quantize': ranges of {CalibrationImages} training images a class, from smallest to largest number.");
    }
}
