using System.Text.Json;
using System.Text.Json.Serialization;
using Sandglass;
using Sandglass.Counting;

namespace Workbench.Reports;

/// <summary>What <c>count --json</c> prints. Bytes are single precision; sizes are pixels.</summary>
internal sealed record CountReport(
    string Network,
    double Width,
    int Resolution,
    int Classes,
    long Params,
    long MultiplyAdds,
    long WeightBytes,
    long ActivationBytes,
    long ReceptiveField,
    IEnumerable<CountReport.Layer> Layers)
{
    internal sealed record Layer(
        string Name,
        string Type,
        IReadOnlyList<int> OutputShape,
        long Params,
        long MultiplyAdds,
        long Operations,
        long ReceptiveField);

    internal static CountReport Of(string network, NetworkPlan plan, NetworkCount count) => new(
        network,
        plan.Width,
        plan.Resolution,
        plan.Classes,
        count.Parameters,
        count.MultiplyAdds,
        count.WeightBytes,
        count.ActivationBytes,
        count.ReceptiveField,
        count.Layers.Select(LayerOf));

    internal void Write(TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(this, CountReportJson.Default.CountReport));

    internal static Layer LayerOf(LayerCount layer) => new(
        layer.Name,
        layer.Type.ToString().ToLowerInvariant(),
        layer.OutputShape,
        layer.Parameters,
        layer.MultiplyAdds,
        layer.Operations,
        layer.ReceptiveField);
}

// Generated at build time: reflection would cost more than the counting.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CountReport))]
internal sealed partial class CountReportJson : JsonSerializerContext;
