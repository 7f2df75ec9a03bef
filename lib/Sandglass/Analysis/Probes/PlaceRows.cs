using Sandglass.Blocks;

namespace Sandglass.Analysis.Probes;

/// <summary>The places listed so far and the side of the map after them.</summary>
internal sealed class PlaceRows(int size)
{
    private readonly List<Place> _places = [];
    private int _side = size;

    internal IReadOnlyList<Place> ToList() => _places;

    internal void Add(string name, int[] shape) => _places.Add(new Place(name, shape));

    internal void AddMap(string name, int channels) => Add(name, [channels, _side, _side]);

    internal void AddLayer(string name, LayerSpec layer)
    {
        switch (layer)
        {
            case ConvSpec conv:
                AddConv(name, conv);
                break;
            case SqueezeExciteSpec excite:
                AddExcitation(name, excite);
                break;
            default:
                throw new InvalidSpecException($"{name} has no places: unknown layer {layer.GetType().Name}");
        }
    }

    internal void AddConv(string name, ConvSpec conv)
    {
        AddMap($"{name}.in", conv.InChannels);
        _side = conv.OutputSize(_side);
        AddMap($"{name}.conv", conv.OutChannels);
        AddMap($"{name}.norm", conv.OutChannels);
        AddMap($"{name}.out", conv.OutChannels);
    }

    private void AddExcitation(string name, SqueezeExciteSpec excite)
    {
        void AddPooled(string place, int channels) => Add($"{name}.{place}", [channels, 1, 1]);
        AddMap($"{name}.in", excite.Channels);
        AddPooled("pool", excite.Channels);
        AddPooled("squeeze", excite.Squeezed);
        if (excite.Normalized)
        {
            AddPooled("squeeze_norm", excite.Squeezed);
        }

        AddPooled("squeeze_out", excite.Squeezed);
        AddPooled("excite", excite.Channels);
        if (excite.Normalized)
        {
            AddPooled("excite_norm", excite.Channels);
        }

        AddPooled("gate", excite.Channels);
        AddMap($"{name}.out", excite.Channels);
    }
}
