using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Shapes;

namespace Sandglass.Deployment.Latency;

/// <summary>What an operator does, as far as its time can be told from it.</summary>
/// <param name="Node">The graph's node.</param>
/// <param name="Names">The nodes that it does and the values that it makes, itself first: a runtime calls it by one of these.</param>
/// <param name="Kind">Whose rate it has; null where it only moves numbers.</param>
/// <param name="MultiplyAdds">Products that it adds up.</param>
/// <param name="Bytes">Of what it reads and writes, weights included.</param>
/// <param name="IsInteger">Whether it computes on 8-bit steps.</param>
/// <param name="Activated">Numbers that it puts through an activation; on steps that is part of rounding, and none.</param>
internal sealed record OperatorWork(string Node, IReadOnlyList<string> Names, ArithmeticKind? Kind, double MultiplyAdds, double Bytes, bool IsInteger, double Activated = 0)
{
    /// <summary>
    /// The operators of a graph as runtimes run them: an activation, the rounding to steps and, in single precision, the sum of a
    /// shortcut are done by the convolution before them, while its output is at hand.
    /// </summary>
    /// <param name="graph">The graph, the sides of its images fixed.</param>
    /// <param name="batch">Images a pass.</param>
    /// <exception cref="WorkbenchException">An operator or a shape is not known.</exception>
    public static IReadOnlyList<OperatorWork> Of(OnnxGraph graph, int batch = 1) => new OperatorWalk(graph, batch).Run();
}

/// <summary>Arithmetic that runs at a rate of its own.</summary>
internal enum ArithmeticKind
{
    /// <summary>A convolution of 1×1.</summary>
    Pointwise,

    /// <summary>A convolution of each channel alone.</summary>
    Depthwise,

    /// <summary>Any other convolution.</summary>
    Convolution,

    /// <summary>A linear layer.</summary>
    Linear,
}

/// <summary>The kinds of nodes.</summary>
internal static class ArithmeticKinds
{
    /// <summary>The kind of a node; null where it does not add up products.</summary>
    public static ArithmeticKind? Of(OnnxNode node, GraphShapes shapes)
    {
        if (node.Operator is "Gemm" or "MatMul")
        {
            return ArithmeticKind.Linear;
        }

        if (node.Operator != "Conv")
        {
            return null;
        }

        var weights = shapes.Input(node, 1);
        return node.Get("group", 1L) > 1 && weights[1] == 1 ? ArithmeticKind.Depthwise
            : weights[2..].All(side => side == 1) ? ArithmeticKind.Pointwise
            : ArithmeticKind.Convolution;
    }
}
