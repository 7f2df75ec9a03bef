using Sandglass.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Tests.Counting;

/// <summary>
/// Counts what is really there: hooks on the leaves of a built module see a real image pass, parameters come from the
/// tensors and multiply-adds from weights and output shapes. Knows nothing of specs.
/// </summary>
internal sealed class ModuleCounter
{
    private readonly List<(string Name, long Parameters, long MultiplyAdds, string Shape)> _leaves = [];

    private ModuleCounter()
    {
    }

    /// <summary>Every leaf with parameters in the order of execution: name, parameters, multiply-adds and output shape
    /// of one image.</summary>
    public static IReadOnlyList<(string Name, long Parameters, long MultiplyAdds, string Shape)> Count(
        Module<Tensor, Tensor> module, string prefix, params long[] imageShape)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var counter = new ModuleCounter();
        foreach (var (name, leaf) in module.named_modules())
        {
            switch (leaf)
            {
                case Conv2d conv:
                    conv.register_forward_hook((_, _, y) => counter.Add(prefix + name, conv, conv.weight!, y));
                    break;
                case BatchNormLayer norm:
                    norm.register_forward_hook((_, _, y) => counter.Add(prefix + name, norm, null, y));
                    break;
                case Linear linear:
                    linear.register_forward_hook((_, _, y) => counter.Add(prefix + name, linear, linear.weight!, y));
                    break;
            }
        }

        module.eval();
        module.call(randn([1, .. imageShape]));
        return counter._leaves;
    }

    private Tensor Add(string name, Module leaf, Tensor? weight, Tensor output)
    {
        var positions = output.dim() == 4 ? output.shape[2] * output.shape[3] : 1;
        _leaves.Add((
            name,
            leaf.parameters().Sum(p => p.numel()),
            weight is null ? 0 : weight.numel() * positions,
            string.Join('×', output.shape[1..])));
        return output;
    }
}
