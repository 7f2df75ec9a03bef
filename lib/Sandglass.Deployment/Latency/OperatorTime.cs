using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MathNet.Numerics.Statistics;
using Sandglass.Deployment.Running;
using WholeFiles;

namespace Sandglass.Deployment.Latency;

/// <summary>The time of an operator as ONNX Runtime runs it: it joins some of a graph's operators and adds some of its own.</summary>
/// <param name="Name">Name of the node that it was made of, or the runtime's own.</param>
/// <param name="Operator">What the runtime calls it.</param>
/// <param name="Seconds">Mean over passes.</param>
internal sealed partial record OperatorTime(string Name, string Operator, double Seconds)
{
    private const string Suffix = "_kernel_time";
    private const long MostBytes = 1L << 30;

    /// <summary>The name without what the runtime adds: the node or the value of the graph that it was made of.</summary>
    public string PartName => Ending().Replace(Name, "");

    /// <summary>Times the operators of a network in ONNX Runtime.</summary>
    /// <param name="subject">The network.</param>
    /// <param name="passes">Passes that count; as many before them do not.</param>
    /// <exception cref="WorkbenchException">The runtime does not take it.</exception>
    public static IReadOnlyList<OperatorTime> Of(LatencySubject subject, int passes)
    {
        var (graph, images) = TimedNetwork.Prepared(subject);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            using var session = new OnnxSession(graph, subject.Threads, Path.Combine(folder.FullName, "profile"));
            for (var pass = 0; pass < 2 * passes; pass++)
            {
                session.Run(images, subject.Batch);
            }

            using var events = JsonDocument.Parse(BoundedFile.ReadBytes(session.EndProfiling(), MostBytes));
            return Read(events.RootElement, passes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // In the order of the first pass. Durations are whole microseconds.
    internal static IReadOnlyList<OperatorTime> Read(JsonElement events, int passes) =>
    [
        .. events.EnumerateArray()
            .Where(e => e.GetProperty("cat").GetString() == "Node" && e.GetProperty("name").GetString()!.EndsWith(Suffix, StringComparison.Ordinal))
            .GroupBy(e => int.Parse(e.GetProperty("args").GetProperty("node_index").GetString()!, CultureInfo.InvariantCulture))
            .Select(node => new OperatorTime(
                node.First().GetProperty("name").GetString()![..^Suffix.Length],
                node.First().GetProperty("args").GetProperty("op_name").GetString()!,
                1e-6 * node.TakeLast(passes).Select(e => e.GetProperty("dur").GetDouble()).Mean())),
    ];

    [GeneratedRegex("(_nchwc|_token_[0-9]+)$")]
    private static partial Regex Ending();
}
