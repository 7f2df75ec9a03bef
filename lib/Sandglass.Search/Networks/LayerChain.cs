using Sandglass.Blocks;
using Sandglass.Search.Space;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Search.Networks;

/// <summary>Layers one after another under their names; none: the identity.</summary>
internal sealed class LayerChain : Module<Tensor, Tensor>, IFusable
{
    private readonly Module<Tensor, Tensor>[] _layers;
    private FusedLayers? _fused;

    internal LayerChain(string name, IReadOnlyList<CellLayer> layers)
        : base(name)
    {
        _layers = [.. layers.Select(LayerModules.Build)];
        foreach (var (layer, module) in layers.Zip(_layers))
        {
            register_module(layer.Name, module);
        }
    }

    /// <summary>Whether it changes nothing.</summary>
    internal bool IsIdentity => _layers.Length == 0;

    public void Fuse() => _fused = new FusedLayers(_layers);

    public override Tensor forward(Tensor input)
    {
        if (!IsIdentity && _fused is { } fused && FusedLayers.Take(input, training))
        {
            return fused.Run(input, training);
        }

        var x = IsIdentity ? input.alias() : input;
        foreach (var layer in _layers)
        {
            x = layer.call(x);
        }

        return x;
    }
}
