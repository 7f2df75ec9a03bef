using Sandglass.Deployment.Onnx;
using Sandglass.Networks;
using Sandglass.Weights;

namespace Sandglass.Deployment.Export;

/// <summary>
/// The operators of a network's layers. A value bears the name of its place (<see cref="LayerWalk"/>), where one value has
/// several the last of them, and a node that of its layer, so that a file, a capture and a count speak of the same things.
/// </summary>
internal sealed class LayerOperators
{
    private const int Rows = 2;
    private const int Columns = 3;

    private readonly GraphBuilder _graph;
    private readonly Func<string, SafetensorsTensor> _weights;
    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly Dictionary<string, string> _values;

    /// <param name="graph">What the operators are written into.</param>
    /// <param name="layers">All layers that will be added.</param>
    /// <param name="image">Name of the input.</param>
    /// <param name="weights">The tensor of a parameter's or buffer's dotted name.</param>
    internal LayerOperators(GraphBuilder graph, IReadOnlyList<NetworkLayer> layers, string image, Func<string, SafetensorsTensor> weights)
    {
        (_graph, _weights, _names) = (graph, weights, Names(layers));
        _values = new() { [""] = image };
        foreach (var layer in layers)
        {
            _values[layer.Name] = Add(layer, [.. layer.Inputs.Select(input => _values[input.From])]);
        }
    }

    /// <summary>The name of what a layer makes.</summary>
    /// <param name="layer">Name of the layer.</param>
    internal string this[string layer] => _values[layer];

    // A linear end is no operator: what it makes is what it was given, under its own name.
    private static Dictionary<string, string> Names(IReadOnlyList<NetworkLayer> layers)
    {
        var (makers, names) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (var layer in layers)
        {
            var maker = IsLinear(layer) ? makers.GetValueOrDefault(layer.Input.From, "") : layer.Name;
            makers[layer.Name] = maker;
            if (maker.Length > 0)
            {
                names[maker] = layer.Output.Place.Length > 0 ? layer.Output.Place : names.GetValueOrDefault(maker, layer.Name);
            }
        }

        return names;
    }

    private static bool IsLinear(NetworkLayer layer) => layer is NetworkLayer.Activate activate && activate.Function == Activation.None;

    private string Add(NetworkLayer layer, IReadOnlyList<string> inputs) => layer switch
    {
        NetworkLayer.Activate activate when IsLinear(activate) => inputs[0],
        NetworkLayer.Convolution conv => Convolution(conv, inputs[0]),
        NetworkLayer.Norm norm => Norm(norm, inputs[0]),
        NetworkLayer.Activate activate => Activate(activate, inputs[0]),
        NetworkLayer.Scale => Node(layer, "Mul", inputs),
        NetworkLayer.Addition addition => Addition(addition, inputs),
        NetworkLayer.Pool pool => Pool(pool, inputs[0]),
        NetworkLayer.Join => Node(layer, "Concat", inputs, ("axis", 1L)),
        NetworkLayer.Zeros => Node(layer, "Mul", [Strided(layer, inputs[0]), _graph.Number(0)]),
        NetworkLayer.Linear => Node(layer, "Gemm", [inputs[0], Weight(layer, "weight"), Weight(layer, "bias")], ("transB", 1L)),
        NetworkLayer.Own own => throw new WorkbenchException($"{layer.Name} is your own layer '{own.Layer.Name}', whose operators are not known; export a network without it"),
        _ => throw new WorkbenchException($"{layer.Name} cannot be exported: unknown layer {layer.GetType().Name}"),
    };

    private string Convolution(NetworkLayer.Convolution conv, string input)
    {
        var kernel = conv.Kernel;
        var pad = (long)conv.Dilation * (kernel.Kernel / 2);
        var (skips, end) = (conv.Skipped > 0 && conv.Input.Size > 1, 0L);
        if (skips)
        {
            input = Slice(conv, input, [conv.Skipped, conv.Skipped], [Rows, Columns]);
            end = conv.Input.Size % 2; // an odd side has no pixel there: zeros stand for it
        }

        return Node(
            conv,
            "Conv",
            [input, Weight(conv, "weight"), .. conv.HasBias ? [Weight(conv, "bias")] : Array.Empty<string>()],
            ("kernel_shape", Twice(kernel.Kernel)),
            ("strides", Twice(kernel.Stride)),
            ("pads", new[] { pad, pad, pad + end, pad + end }),
            ("dilations", Twice(conv.Dilation)),
            ("group", (long)kernel.Groups));
    }

    private string Norm(NetworkLayer.Norm norm, string input) => Node(
        norm,
        "BatchNormalization",
        [
            input,
            norm.HasScale ? Weight(norm, "weight") : Filled(norm, "weight", 1),
            norm.HasScale ? Weight(norm, "bias") : Filled(norm, "bias", 0),
            Weight(norm, "running_mean"),
            Weight(norm, "running_var"),
        ],
        ("epsilon", (float)norm.Epsilon));

    private string Activate(NetworkLayer.Activate layer, string input)
    {
        var function = layer.Function;
        return function == Activation.ReLU ? Node(layer, "Relu", [input])
            : function == Activation.ReLU6 ? Node(layer, "Clip", [input, _graph.Number(0), _graph.Number(6)])
            : function == Activation.Sigmoid ? Node(layer, "Sigmoid", [input])
            : function == Activation.HardSigmoid ? Node(layer, "HardSigmoid", [input], ("alpha", 1f / 6), ("beta", 0.5f))
            : function == Activation.SiLU ? Node(layer, "Mul", [input, _graph.Add("Sigmoid", $"{layer.Name}.sigmoid", [input])])
            : throw new WorkbenchException($"{layer.Name} is your own activation '{function.Name}', whose operators are not known; export a network without it");
    }

    // Channels from the shortcut's width on pass without addition: zeros are added there.
    private string Addition(NetworkLayer.Addition addition, IReadOnlyList<string> inputs)
    {
        var (map, added) = (inputs[0], inputs[1]);
        var missing = addition.Map.Channels - addition.Input.Channels;
        if (missing > 0)
        {
            added = _graph.Add("Slice", $"{addition.Name}.share", [added, _graph.Integers(0), _graph.Integers(addition.Input.Channels), _graph.Integers(1)]);
            added = _graph.Add("Pad", $"{addition.Name}.pad", [added, _graph.Integers(0, 0, 0, 0, 0, missing, 0, 0)]);
        }

        return Node(addition, "Add", [map, added]);
    }

    private string Pool(NetworkLayer.Pool pool, string input)
    {
        if (pool.Window == 0)
        {
            return pool.Output.Size > 0
                ? Node(pool, "GlobalAveragePool", [input])
                : Node(pool, "Flatten", [_graph.Add("GlobalAveragePool", $"{pool.Name}.mean", [input])]);
        }

        var side = pool.Window / 2L;
        (string, object)[] attributes =
        [
            ("kernel_shape", Twice(pool.Window)), ("strides", Twice(pool.Output.Stride / pool.Input.Stride)), ("pads", new[] { side, side, side, side }),
        ];
        return Node(pool, pool.IsMaximum ? "MaxPool" : "AveragePool", [input], attributes);
    }

    private string Strided(NetworkLayer layer, string input)
    {
        var stride = layer.Output.Stride / layer.Input.Stride;
        return stride == 1 ? input : Slice(layer, input, [0, 0], [Rows, Columns], [stride, stride]);
    }

    private string Slice(NetworkLayer layer, string input, long[] starts, long[] axes, long[]? steps = null)
    {
        string[] steppings = steps is null ? [] : [_graph.Integers(steps)];
        return _graph.Add("Slice", $"{layer.Name}.slice", [input, _graph.Integers(starts), _graph.Integers([.. axes.Select(_ => (long)int.MaxValue)]), _graph.Integers(axes), .. steppings]);
    }

    private string Node(NetworkLayer layer, string operation, IReadOnlyList<string> inputs, params (string, object)[] attributes) =>
        _graph.Add(operation, layer.Name, _names[layer.Name], inputs, attributes);

    private string Weight(NetworkLayer layer, string part) => _graph.Constant(_weights($"{layer.Name}.{part}"));

    private string Filled(NetworkLayer layer, string part, float value)
    {
        var values = new float[layer.Output.Channels];
        Array.Fill(values, value);
        return _graph.Constant(SafetensorsTensor.Of($"{layer.Name}.{part}", values, values.Length));
    }

    private static long[] Twice(long value) => [value, value];
}
