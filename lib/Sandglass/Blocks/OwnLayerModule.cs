using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Blocks;

/// <summary>A module of the user's own, held to what its definition says of it.</summary>
internal sealed class OwnLayerModule : Module<Tensor, Tensor>, ITapped
{
    private readonly OwnLayerSpec _spec;
    private readonly OwnLayerDefinition _definition;
    private TapPoint? _tap;

    [ComponentName(Name = "module")]
    private readonly Module<Tensor, Tensor> _module;

    /// <exception cref="InvalidSpecException">It is not registered, or has other parameters than are counted.</exception>
    internal OwnLayerModule(OwnLayerSpec spec)
        : base(spec.Name)
    {
        (_spec, _definition) = (spec, spec.Layer.Definition);
        _module = _definition.Build(spec.Channels);
        RegisterComponents();
        var (built, counted) = (_module.parameters().Sum(parameter => parameter.numel()), _definition.Parameters(spec.Channels));
        if (built != counted)
        {
            Dispose();
            throw new InvalidSpecException($"the own layer '{spec.Layer.Name}' has {built} parameters at {spec.Channels} channels, and {counted} are counted; correct the function that counts them");
        }
    }

    public ITap? Tap => _tap?.Tap;

    public void Attach(ITap? tap, string name) => _tap = TapPoint.Of(tap, name);

    public override Tensor forward(Tensor input)
    {
        var x = _tap.At("in", input);
        var y = _module.call(x);
        return y.shape.SequenceEqual(Expected(x.shape))
            ? _tap.At("out", y)
            : throw new InvalidSpecException(
                $"the own layer '{_spec.Layer.Name}' makes {OwnPartErrors.Shape(y)} of {OwnPartErrors.Shape(x)}, and [{string.Join(", ", Expected(x.shape))}] was said; correct the module or its stride");
    }

    /// <summary>Initial values as the user's module draws them, by a seed of their own; convolutions and linear layers are drawn after it.</summary>
    internal void Draw(long seed)
    {
        using var unrecorded = no_grad();
        using var before = get_rng_state(); // it belongs to the whole process
        try
        {
            manual_seed(seed);
            using var drawn = _definition.Build(_spec.Channels);
            var values = drawn.state_dict();
            foreach (var (name, tensor) in _module.state_dict())
            {
                tensor.copy_(values[name]);
            }
        }
        finally
        {
            set_rng_state(before);
        }
    }

    private long[] Expected(long[] shape) => [shape[0], shape[1], Step(shape[2]), Step(shape[3])];

    private long Step(long side) => ((side - 1) / _definition.Stride) + 1;
}
