using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Training;

/// <summary>
/// The optimiser of a recipe on the weights of a network. Ours because TorchSharp's leave their scalars to the garbage
/// collector while libtorch still reads them, which now and then ends a step with a native error.
/// </summary>
internal sealed class WeightOptimizer : IDisposable
{
    private readonly Parameter[] _weights;
    private readonly string[] _names;
    private readonly Recipe _recipe;
    private readonly IUpdateRule _rule;
    private readonly Scalar _decay;

    /// <summary>An optimiser that has taken no step.</summary>
    /// <param name="network">The network, on the run's device; parameters that need no gradient are left alone.</param>
    /// <param name="recipe">Optimiser, weight decay and clip norm.</param>
    public WeightOptimizer(nn.Module network, Recipe recipe)
    {
        var named = network.named_parameters().Where(named => named.parameter.requires_grad).ToArray();
        (_weights, _names, _recipe) = ([.. named.Select(n => n.parameter)], [.. named.Select(n => n.name)], recipe);
        _decay = recipe.WeightDecay.ToScalar();
        _rule = recipe.Optimizer switch
        {
            Sgd sgd => new SgdRule(sgd, _weights),
            RmsProp rms => new RmsPropRule(rms, _weights),
            Adam adam => new AdamRule(adam, _weights),
            var other => throw new WorkbenchException($"the recipe cannot be used: there is no optimiser {other.GetType().Name}"),
        };
        using var noGrad = no_grad();
        foreach (var weight in _weights)
        {
            using var zero = zeros_like(weight);
            weight.grad = zero; // so that the first gradient is added as later ones are, even after resuming from a checkpoint
        }
    }

    /// <summary>What the optimiser remembers.</summary>
    internal IEnumerable<StateTensor> State => _rule.Memory.SelectMany(memory =>
        memory.Tensors.Select((tensor, i) => StateTensor.Of($"{memory.Name}/{_names[i]}", tensor)));

    /// <summary>The weights, in the order of their names in the network.</summary>
    public IReadOnlyList<Parameter> Weights => _weights;

    /// <summary>Forgets the gradients of the last step.</summary>
    public void ZeroGradients()
    {
        foreach (var weight in _weights)
        {
            weight.grad?.zero_();
        }
    }

    /// <summary>One update by the gradients that a backward pass left in the weights.</summary>
    /// <param name="learningRate">η.</param>
    public void Step(double learningRate) => Step([.. _weights.Select(weight => weight.grad!)], learningRate);

    /// <summary>One update by given gradients, in the order of the weights; they are scaled where a clip norm says so.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="learningRate">η.</param>
    public void Step(IReadOnlyList<Tensor> gradients, double learningRate)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        Clip(gradients);
        _rule.Begin(learningRate);
        for (var i = 0; i < _weights.Length; i++)
        {
            _rule.Update(i, _weights[i], gradients[i], DecayOf(i));
        }
    }

    /// <summary>What a weight would follow in plain SGD, without a step: μv + ∇ + λw, without λw where it does not decay.</summary>
    /// <param name="index">Which weight.</param>
    /// <param name="weight">The weight as it stands.</param>
    /// <param name="gradient">∇.</param>
    public Tensor Direction(int index, Tensor weight, Tensor gradient) =>
        _rule is SgdRule sgd ? sgd.Follow(index, weight, gradient, DecayOf(index)) : throw new InvalidOperationException("only SGD has a direction to look along");

    /// <summary>Frees what the optimiser remembers.</summary>
    public void Dispose()
    {
        foreach (var tensor in _rule.Memory.SelectMany(memory => memory.Tensors))
        {
            tensor.Dispose();
        }

        _rule.Dispose();
        _decay.Dispose();
    }

    private Scalar? DecayOf(int i) => _recipe.WeightDecay > 0 && (_recipe.DecaysVectors || _weights[i].dim() > 1) ? _decay : null;

    private void Clip(IReadOnlyList<Tensor> gradients)
    {
        if (_recipe.GradientClipNorm is not { } longest)
        {
            return;
        }

        var squares = stack([.. gradients.Select(gradient => gradient.mul(gradient).sum())]);
        var length = Math.Sqrt(squares.sum().to(ScalarType.Float64).cpu().data<double>()[0]);
        if (length > longest)
        {
            using var share = (longest / (length + 1e-6)).ToScalar();
            foreach (var gradient in gradients)
            {
                gradient.mul_(share);
            }
        }
    }
}
