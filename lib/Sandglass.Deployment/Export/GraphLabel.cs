using System.Globalization;
using System.Text.Json;
using Sandglass.Counting;
using Sandglass.Deployment.Onnx;
using Sandglass.Training;

namespace Sandglass.Deployment.Export;

/// <summary>What an exported file says about itself: where it comes from, what it costs, and how its images are made numbers.</summary>
internal static class GraphLabel
{
    /// <summary>The graph with its plan, as JSON, and the plan's counts.</summary>
    internal static OnnxGraph Planned<T>(this OnnxGraph graph, T plan, NetworkCount count) => graph.With(
        ("plan", JsonSerializer.Serialize(plan, RunJson.Options)),
        ("parameters", count.Parameters.ToString(CultureInfo.InvariantCulture)),
        ("multiply_adds", count.MultiplyAdds.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The graph with the run whose weights it has.</summary>
    internal static OnnxGraph Trained(this OnnxGraph graph, Run run) => graph.With(("run", run.Hash), ("task", run.Spec.Task.Kind));

    /// <summary>The graph with the names of its classes, and what was done to pixels before it saw them.</summary>
    internal static OnnxGraph Prepared(this OnnxGraph graph, ClassifierInput input) => graph.With(
        ("class_names", JsonSerializer.Serialize(input.Classes)),
        ("pixel_mean", JsonSerializer.Serialize(input.Normalization.Mean)),
        ("pixel_standard_deviation", JsonSerializer.Serialize(input.Normalization.StandardDeviation)),
        ("input", "(pixel / 255 - pixel_mean) / pixel_standard_deviation, a channel each"));

    private static OnnxGraph With(this OnnxGraph graph, params (string Key, string Value)[] entries)
    {
        var metadata = new Dictionary<string, string>(graph.Metadata);
        foreach (var (key, value) in entries)
        {
            metadata[key] = value;
        }

        return graph with { Metadata = metadata };
    }
}
