using System.Text.Json;
using System.Text.Json.Serialization;
using Sandglass;
using Sandglass.Counting;
using Sandglass.Deployment.Onnx;
using Sandglass.Display;
using static Workbench.Reports.Wording;

namespace Workbench.Reports;

/// <summary>What <c>count FILE.onnx</c> prints: a row an operator that computes something.</summary>
internal static class FileCountView
{
    internal static void Write(TextWriter output, string file, OnnxGraph graph, NetworkCount count)
    {
        output.WriteLine($"{file}: {Counted(graph.Nodes.Count, "operator")} of set {graph.OperatorSet}, one image");
        output.WriteLine();
        (Table.Of(
            ["Operator", "Type", "Output", "#Params", "#Multiply-\nadds", "#%", "#Field"],
            count.Layers.Select(layer => (string[])
            [
                Quoted.Line(layer.Name),
                layer.Type.ToString().ToLowerInvariant(),
                Shape(layer.OutputShape),
                CellText.Whole(layer.Parameters),
                CellText.Whole(layer.MultiplyAdds),
                Percent(layer.MultiplyAdds, count.MultiplyAdds),
                CellText.Whole(layer.ReceptiveField),
            ])) with
        {
            Totals = ["total", "", "", CellText.Whole(count.Parameters), CellText.Whole(count.MultiplyAdds), "100", CellText.Whole(count.ReceptiveField)],
        }).Write(output);
        output.WriteLine();
        output.WriteLine("Multiply-adds: products of convolutions and linear layers, no bias; nothing else counts.");
        output.WriteLine("Parameters: constants that are multiplied or added. A file whose BatchNorm is folded has one");
        output.WriteLine("number a channel where the network that was trained has two.");
    }
}

/// <summary>What <c>count FILE.onnx --json</c> prints.</summary>
internal sealed record FileCountReport(
    string File, string Network, int OperatorSet, long Params, long MultiplyAdds, long WeightBytes, long ActivationBytes, long ReceptiveField, IEnumerable<CountReport.Layer> Layers)
{
    internal static FileCountReport Of(string file, OnnxGraph graph, NetworkCount count) => new(
        file, graph.Name, graph.OperatorSet, count.Parameters, count.MultiplyAdds, count.WeightBytes, count.ActivationBytes, count.ReceptiveField, count.Layers.Select(CountReport.LayerOf));

    internal void Write(TextWriter output) => output.WriteLine(JsonSerializer.Serialize(this, FileCountJson.Default.FileCountReport));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FileCountReport))]
internal sealed partial class FileCountJson : JsonSerializerContext;
