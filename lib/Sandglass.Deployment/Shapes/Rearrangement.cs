using Sandglass.Deployment.Onnx;
using Made = (long[] Shape, long[]? Numbers);

namespace Sandglass.Deployment.Shapes;

/// <summary>Shapes after operators that move numbers and compute nothing.</summary>
internal static class Rearrangement
{
    internal static Made Concat(OnnxNode node, GraphShapes shapes)
    {
        var shape = (long[])shapes.Input(node, 0).Clone();
        var axis = OperatorShapes.Axis(node.Get("axis", 0L), shape.Length, node);
        shape[axis] = Enumerable.Range(0, node.Inputs.Count).Sum(i => shapes.Input(node, i)[axis]);
        var parts = Enumerable.Range(0, node.Inputs.Count).Select(i => shapes.KnownNumbers(node, i)).ToArray();
        return (shape, shape.Length == 1 && parts.All(part => part is not null) ? [.. parts.SelectMany(part => part!)] : null);
    }

    internal static long[] Flatten(OnnxNode node, GraphShapes shapes)
    {
        var input = shapes.Input(node, 0);
        var axis = node.Get("axis", 1L) is var at && at == input.Length ? input.Length : OperatorShapes.Axis(at, input.Length, node);
        return [Elements(input[..axis]), Elements(input[axis..])];
    }

    internal static Made Gather(OnnxNode node, GraphShapes shapes)
    {
        var (input, indices) = (shapes.Input(node, 0), shapes.Input(node, 1));
        var axis = OperatorShapes.Axis(node.Get("axis", 0L), input.Length, node);
        long[] shape = [.. input[..axis], .. indices, .. input[(axis + 1)..]];
        return shapes.KnownNumbers(node, 0) is { } numbers && shapes.KnownNumbers(node, 1) is { } chosen && input.Length == 1
            ? (shape, [.. chosen.Select(index => numbers[OperatorShapes.Axis(index, numbers.Length, node)])])
            : (shape, null);
    }

    internal static long[] Pad(OnnxNode node, GraphShapes shapes)
    {
        var input = shapes.Input(node, 0);
        var pads = node.Get<long[]?>("pads", null) ?? shapes.Numbers(node, 1) ?? throw new FormatException($"{node.Words} does not say how much it adds");
        return [.. input.Select((size, i) => checked(size + pads[i] + pads[i + input.Length]))];
    }

    internal static long[] Reshape(OnnxNode node, GraphShapes shapes)
    {
        var input = shapes.Input(node, 0);
        var asked = node.Get<long[]?>("shape", null) ?? shapes.Numbers(node, 1) ?? throw new FormatException($"{node.Words} does not say its shape");
        var shape = asked.Select((size, i) => size == 0 && node.Get("allowzero", 0L) == 0 ? input[i] : size).ToArray();
        if (Array.IndexOf(shape, -1) is >= 0 and var open)
        {
            shape[open] = 1;
            shape[open] = Elements(input) / Elements(shape);
        }

        Damage.Unless(Elements(shape) == Elements(input), $"{node.Words} turns [{string.Join(", ", input)}] into [{string.Join(", ", shape)}]");
        return shape;
    }

    internal static Made Slice(OnnxNode node, GraphShapes shapes)
    {
        var shape = (long[])shapes.Input(node, 0).Clone();
        var starts = node.Get<long[]?>("starts", null) ?? shapes.Numbers(node, 1)!;
        var ends = node.Get<long[]?>("ends", null) ?? shapes.Numbers(node, 2)!;
        var axes = node.Get<long[]?>("axes", null) ?? shapes.Numbers(node, 3) ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        var steps = shapes.Numbers(node, 4) ?? [.. starts.Select(_ => 1L)];
        var numbers = shapes.KnownNumbers(node, 0);
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = OperatorShapes.Axis(axes[i], shape.Length, node);
            Damage.Unless(steps[i] > 0, $"{node.Words} steps backwards, which is not read");
            var (from, to) = (Within(starts[i], shape[axis]), Within(ends[i], shape[axis]));
            shape[axis] = Math.Max(0, (to - from + steps[i] - 1) / steps[i]);
            numbers = numbers is not null && shape.Length == 1 ? [.. numbers[(int)from..(int)Math.Max(from, to)].Where((_, at) => at % steps[i] == 0)] : null;
        }

        return (shape, numbers);
    }

    internal static IReadOnlyList<Made> Split(OnnxNode node, GraphShapes shapes)
    {
        var input = shapes.Input(node, 0);
        var axis = OperatorShapes.Axis(node.Get("axis", 0L), input.Length, node);
        var parts = node.Outputs.Count;
        var even = ((input[axis] - 1) / parts) + 1;
        var sizes = node.Get<long[]?>("split", null) ?? shapes.Numbers(node, 1) ?? [.. Enumerable.Repeat(even, parts - 1), input[axis] - (even * (parts - 1))];
        return [.. sizes.Take(parts).Select(size => ((long[], long[]?))([.. input[..axis], size, .. input[(axis + 1)..]], null))];
    }

    internal static long[] Squeeze(OnnxNode node, GraphShapes shapes)
    {
        var input = shapes.Input(node, 0);
        var axes = (node.Get<long[]?>("axes", null) ?? shapes.Numbers(node, 1))?.Select(axis => OperatorShapes.Axis(axis, input.Length, node)).ToHashSet();
        return [.. input.Where((size, i) => axes is null ? size != 1 : !axes.Contains(i))];
    }

    internal static long[] Transpose(OnnxNode node, GraphShapes shapes)
    {
        var input = shapes.Input(node, 0);
        var order = node.Get("perm", (long[])[.. Enumerable.Range(0, input.Length).Reverse().Select(i => (long)i)]);
        Damage.Unless(order.Order().SequenceEqual(Enumerable.Range(0, input.Length).Select(i => (long)i)), $"{node.Words} has an order that is none");
        return [.. order.Select(axis => input[axis])];
    }

    internal static long[] Unsqueeze(OnnxNode node, GraphShapes shapes)
    {
        var input = shapes.Input(node, 0);
        var axes = node.Get<long[]?>("axes", null) ?? shapes.Numbers(node, 1)!;
        var shape = input.ToList();
        foreach (var axis in axes.Select(axis => OperatorShapes.Axis(axis, input.Length + axes.Length, node)).Order())
        {
            shape.Insert(axis, 1);
        }

        return [.. shape];
    }

    // Beyond an end means the end.
    private static long Within(long index, long size) => Math.Clamp(index < 0 ? index + size : index, 0, size);

    /// <summary>Numbers in a shape.</summary>
    internal static long Elements(IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => checked(product * size));
}
