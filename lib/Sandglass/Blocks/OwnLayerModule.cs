using Sandglass.Runtime;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Blocks;

/// <summary>A module of the user's own, held to what its definition says of it.</summary>
internal sealed class OwnLayerModule : Module<Tensor, Tensor>, IHooked
{
    private readonly OwnLayerSpec _spec;
    private readonly OwnLayerDefinition _definition;
    private HookPoint? _hook;

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
            throw new InvalidSpecException($"your layer '{spec.Layer.Name}' has {built} parameters at {spec.Channels} channels, but your function counts {counted}; correct one of them");
        }
    }

    public IHook? Hook => _hook?.Hook;

    public void Attach(IHook? hook, string name) => _hook = HookPoint.Of(hook, name);

    public override Tensor forward(Tensor input)
    {
        var x = _hook.At("in", input);
        var y = _module.call(x.ToFloat32()); // its weights are 32-bit numbers in every precision
        return y.shape.SequenceEqual(Expected(x.shape))
            ? _hook.At("out", y)
            : throw new InvalidSpecException(
                $"your layer '{_spec.Layer.Name}' turns {OwnPartErrors.Shape(x)} into {OwnPartErrors.Shape(y)}, not the promised [{string.Join(", ", Expected(x.shape))}]; correct the module or its stride");
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
