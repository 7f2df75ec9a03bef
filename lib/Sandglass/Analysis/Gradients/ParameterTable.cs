using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

/// <summary>A network's parameters and buffers by dotted name, out of the graph.</summary>
internal sealed class ParameterTable(BottleneckNetwork network)
{
    private readonly Dictionary<string, Tensor> _tensors = network.named_parameters().Select(p => (p.name, Value: (Tensor)p.parameter))
        .Concat(network.named_buffers().Select(b => (b.name, Value: b.buffer)))
        .ToDictionary(pair => pair.name, pair => pair.Value);

    /// <summary>The tensor on the CPU; the caller's scope owns it.</summary>
    internal Tensor this[string name] => _tensors[name].detach().cpu();
}
