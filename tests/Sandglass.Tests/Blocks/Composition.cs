using Sandglass.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Sandglass.Tests.Blocks;

/// <summary>Blocks written by hand from functions and the weights of a built module, in evaluation mode.</summary>
internal sealed class Composition(BottleneckBlock block)
{
    private readonly Dictionary<string, Tensor> _weights =
        block.named_parameters().Select(p => (p.name, tensor: (Tensor)p.parameter))
            .Concat(block.named_buffers().Select(b => (b.name, tensor: b.buffer)))
            .ToDictionary(w => w.name, w => w.tensor);

    /// <summary>Weights, statistics, scales and shifts far from their initial values, so that each of them matters.</summary>
    public static BottleneckBlock Shaken(BlockSpec spec)
    {
        var block = new BottleneckBlock(spec);
        using var noGrad = no_grad();
        using var generator = new Generator(7); // the global one belongs to whatever test runs beside this one
        foreach (var (name, weight) in block.named_parameters())
        {
            weight.copy_(name.EndsWith("norm.weight", StringComparison.Ordinal)
                ? rand(weight.shape, generator: generator) + 0.5
                : randn(weight.shape, generator: generator));
        }

        foreach (var (name, buffer) in block.named_buffers().Where(b => b.buffer.is_floating_point()))
        {
            buffer.copy_(name.EndsWith("var", StringComparison.Ordinal)
                ? rand(buffer.shape, generator: generator) + 0.5
                : randn(buffer.shape, generator: generator));
        }

        block.eval();
        return block;
    }

    public Tensor Dense(Tensor x, string name, int stride = 1) => Layer(x, name, stride, groups: 1);

    public Tensor Depthwise(Tensor x, string name, int stride = 1) => Layer(x, name, stride, groups: x.shape[1]);

    private Tensor Layer(Tensor x, string name, int stride, long groups)
    {
        var weight = _weights[$"{name}.conv.weight"];
        var padding = weight.shape[2] / 2;
        var y = conv2d(x, weight, strides: [stride, stride], padding: [padding, padding], groups: groups);
        return batch_norm(
            y, _weights[$"{name}.norm.running_mean"], _weights[$"{name}.norm.running_var"],
            _weights[$"{name}.norm.weight"], _weights[$"{name}.norm.bias"]);
    }
}
