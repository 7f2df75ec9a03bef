using System.CommandLine;
using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Onnx;
using Sandglass.Display;

namespace Workbench.Commands;

/// <summary><c>workbench export</c>: a network as an ONNX file.</summary>
internal sealed class ExportCommand
{
    private readonly NetworkSource _source = new();
    private readonly Argument<string> _file = new("file") { HelpName = CommonOptions.File, Description = "ONNX file to write; it must not exist" };

    private ExportCommand()
    {
    }

    internal static Command Create()
    {
        var export = new ExportCommand();
        var command = new Command("export", "Write a network as an ONNX file for inference: BatchNorm folded, any number of images.")
        {
            export._source.Argument, export._file,
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
        var file = asked.GetRequiredValue(_file);
        CommonOptions.RequireNew(file);
        var (graph, note, _) = _source.Graph(asked);
        OnnxFile.Write(file, graph);
        var count = OnnxCounter.Count(graph);
        var output = asked.InvocationConfiguration.Output;
        output.WriteLine($"{graph.Name}{note}: {file}");
        output.WriteLine($"{Shapes(graph.Inputs)} to {Shapes(graph.Outputs)}; {graph.Nodes.Count} operators of set {graph.OperatorSet}, {CellText.Whole(count.MultiplyAdds)} multiply-adds, {CellText.Whole(new FileInfo(file).Length)} bytes");
    }

    private static string Shapes(IEnumerable<OnnxValue> values) =>
        string.Join(", ", values.Select(value => $"{value.Name} [{string.Join(", ", value.Shape.Select(size => size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "N"))}]"));
}
