using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Shapes;
using Sandglass.Weights;

namespace Sandglass.Deployment.Counting;

/// <summary>What an operator moves, and what memory holds at it: bytes, one image.</summary>
/// <param name="Node">The operator.</param>
/// <param name="Weights">Constants that it is the first to read.</param>
/// <param name="Read">Activations that it reads, each once.</param>
/// <param name="Written">Activations that it makes.</param>
/// <param name="Live">Activations while it runs: what it reads and makes, and what later operators need.</param>
/// <param name="LiveAfter">Activations after it: what later operators and the caller need.</param>
internal sealed record OperatorMemory(OnnxNode Node, long Weights, long Read, long Written, long Live, long LiveAfter);

/// <summary>
/// The memory of a graph in the order of its operators, each value in its own place from the operator that makes it to the last that
/// reads it; the graph's inputs from the start, its outputs to the end. A runtime that reuses nothing but what is free needs as much; one
/// that computes in place or joins operators needs less, one that keeps more needs more.
/// </summary>
/// <param name="Operators">An entry an operator.</param>
internal sealed record GraphMemory(IReadOnlyList<OperatorMemory> Operators)
{
    /// <summary>Bytes of all constants.</summary>
    public long Weights => Operators.Sum(at => at.Weights);

    /// <summary>Bytes of activations that operators read.</summary>
    public long Read => Operators.Sum(at => at.Read);

    /// <summary>Bytes of activations that operators make.</summary>
    public long Written => Operators.Sum(at => at.Written);

    /// <summary>The operator at which most is live, the first of several; null for a graph without operators.</summary>
    public OperatorMemory? Peak => Operators.MaxBy(at => at.Live);

    /// <summary>The memory of a graph as it stands.</summary>
    /// <param name="graph">The graph, the sides of its images fixed.</param>
    /// <exception cref="WorkbenchException">A shape or a type is not known.</exception>
    public static GraphMemory Of(OnnxGraph graph) => Of(graph, graph, new HashSet<string>());

    /// <summary>The memory of a quantized graph in a runtime with integer kernels, which joins operators with the pairs around them.</summary>
    /// <inheritdoc cref="Of(OnnxGraph)"/>
    public static GraphMemory OfSteps(OnnxGraph graph)
    {
        var (joined, steps) = JoinedSteps.Of(graph);
        return Of(joined, graph, steps);
    }

    private static GraphMemory Of(OnnxGraph graph, OnnxGraph shaped, IReadOnlySet<string> steps)
    {
        var shapes = GraphShapes.Of(shaped);
        return Damage.Typed(() => Walk(graph, Sizes(graph, shaped, shapes, steps)), (fault, cause) => new OnnxException($"the memory of {Quoted.Name(graph.Name)} cannot be told: {fault}", cause));
    }

    private static Dictionary<string, long> Sizes(OnnxGraph graph, OnnxGraph shaped, GraphShapes shapes, IReadOnlySet<string> steps)
    {
        var types = ValueTypes.Of(shaped);
        return graph.Inputs.Select(input => input.Name).Concat(graph.Nodes.SelectMany(node => node.Outputs)).Where(shapes.Knows)
            .ToDictionary(value => value, value => Rearrangement.Elements(shapes[value]) * (steps.Contains(value) ? 1 : types[value].Size()));
    }

    // A value without a size is one that an operator may make and nothing reads.
    private static GraphMemory Walk(OnnxGraph graph, Dictionary<string, long> sizes)
    {
        var lasts = LastUses(graph);
        var read = new HashSet<string>();
        var operators = new List<OperatorMemory>(graph.Nodes.Count);
        var live = Bytes(graph.Inputs.Select(input => input.Name));
        foreach (var (i, node) in graph.Nodes.Index())
        {
            var weights = node.Inputs.Where(input => graph.Constants.ContainsKey(input) && read.Add(input)).Sum(input => (long)graph.Constants[input].Data.Length);
            var (inputs, outputs) = (node.Inputs.Distinct().ToArray(), Bytes(node.Outputs));
            var during = live + outputs;
            live = during - Bytes(inputs.Concat(node.Outputs).Where(value => lasts.GetValueOrDefault(value, -1) == i));
            operators.Add(new OperatorMemory(node, weights, Bytes(inputs), outputs, during, live));
        }

        return new GraphMemory(operators);

        long Bytes(IEnumerable<string> values) => values.Sum(value => sizes.GetValueOrDefault(value));
    }

    // By value: the operator after which nothing needs it. What is never read is gone with the operator that made it.
    private static Dictionary<string, int> LastUses(OnnxGraph graph)
    {
        var lasts = new Dictionary<string, int>();
        foreach (var (i, node) in graph.Nodes.Index())
        {
            foreach (var value in node.Outputs.Concat(node.Inputs))
            {
                lasts[value] = i;
            }
        }

        foreach (var output in graph.Outputs)
        {
            lasts.Remove(output.Name);
        }

        return lasts;
    }
}
