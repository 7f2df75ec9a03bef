using System.CommandLine;
using System.Globalization;
using Sandglass;
using Sandglass.Deployment.Bundles;
using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Onnx;
using Sandglass.Display;
using Sandglass.Display.Pages;
using Sandglass.Training;
using Workbench.Prediction;

namespace Workbench.Commands;

/// <summary><c>workbench export</c>: a network as an ONNX file, or as a folder to time and check it elsewhere.</summary>
internal sealed class ExportCommand
{
    private readonly NetworkSource _source = new();
    private readonly Argument<string?> _file = new("file") { HelpName = CommonOptions.File, Description = "ONNX file to write; it must not exist", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<DirectoryInfo?> _bundle = new("--bundle")
    {
        HelpName = CommonOptions.Folder,
        Description = "folder to write instead, which must not exist: the network, an input with its answer, and how to time it on a phone or in a browser",
    };

    private ExportCommand()
    {
    }

    internal static Command Create()
    {
        var export = new ExportCommand();
        var command = new Command("export", "Write a network as an ONNX file for inference: BatchNorm folded, any number of images.")
        {
            export._source.Argument, export._file, export._bundle,
        };
        foreach (var option in export._source.Options)
        {
            command.Add(option);
        }

        command.SetAction(export.Run);
        return command;
    }

    private void Run(ParseResult asked)
    {
        var (file, folder) = (asked.GetValue(_file), asked.GetValue(_bundle)?.ToString());
        if ((file is null) == (folder is null))
        {
            throw new UsageException(file is null ? "FILE is missing: ONNX file to write, or name a folder with --bundle" : "FILE and --bundle cannot be combined: the folder holds the file");
        }

        CommonOptions.RequireNew(file ?? folder);
        var network = _source.Graph(asked);
        var graph = network.Graph;
        var count = OnnxCounter.Count(graph);
        var output = asked.InvocationConfiguration.Output;
        if (file is not null)
        {
            OnnxFile.Write(file, graph);
            output.WriteLine($"{graph.Name}{network.Note}: {file}");
            output.WriteLine($"{Shapes(graph.Inputs)} to {Shapes(graph.Outputs)}; {graph.Nodes.Count} operators of set {graph.OperatorSet}, {CellText.Whole(count.MultiplyAdds)} multiply-adds, {CellText.Whole(new FileInfo(file).Length)} bytes");
        }
        else
        {
            var (bundle, input) = Bundled(network, _source.Seed(asked));
            bundle.Write(folder!, Pages(bundle, $"{graph.Name}{network.Note}", input, count.MultiplyAdds));
            output.WriteLine($"{graph.Name}{network.Note}: {folder}");
            output.WriteLine($"{DeviceBundle.InputFile} is {input}; {BundleReadme.File} says how to time it on a phone, {DevicePage.File} does in a browser");
        }
    }

    private static (DeviceBundle Bundle, string Input) Bundled(NamedGraph network, int seed)
    {
        using var images = network.Run is { Spec.Task: Classification } trained ? RunInput.Images(trained) : null;
        return images is null
            ? (DeviceBundle.OfNoise(network.Graph, seed), $"noise of seed {seed}, with the mean 0 and the variance 1 of normalised pixels")
            : (DeviceBundle.OfFirst(network.Graph, images.Test, network.Run!.Spec.Recipe.NormalizationOf(images.Training)), "the first test image, normalised as in training");
    }

    private static Dictionary<string, string> Pages(DeviceBundle bundle, string title, string input, long multiplyAdds) => new()
    {
        [BundleReadme.File] = BundleReadme.Of(bundle, title, input, multiplyAdds),
        [DevicePage.File] = new DevicePage(
            Quoted.Line(title),
            DeviceBundle.Model,
            DeviceBundle.InputFile,
            DeviceBundle.ExpectedFile,
            (bundle.Input.Name, bundle.Input.Shape),
            [.. bundle.Expected.Select(tensor => (tensor.Name, tensor.Shape))],
            multiplyAdds).ToHtml(),
    };

    private static string Shapes(IEnumerable<OnnxValue> values) =>
        string.Join(", ", values.Select(value => $"{value.Name} [{string.Join(", ", value.Shape.Select(size => size?.ToString(CultureInfo.InvariantCulture) ?? "N"))}]"));
}
