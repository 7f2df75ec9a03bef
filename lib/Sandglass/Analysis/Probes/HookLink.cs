using Sandglass.Blocks;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Probes;

/// <summary>
/// One of the open hooks of a network or block: a chain that begins at the newest. A value goes through the oldest first,
/// so that a measurement opened inside an edit sees the edited network.
/// </summary>
internal abstract class HookLink : IHook, IDisposable
{
    private readonly IHooked _root;
    private HookLink? _older;

    private protected HookLink(IHooked root)
    {
        _root = root;
        _older = (HookLink?)root.Hook;
    }

    /// <inheritdoc/>
    public bool Sees(string module) => module.Length == 0 || SeesOwn(module) || _older?.Sees(module) == true;

    /// <inheritdoc/>
    public Tensor At(string place, Tensor value) => Show(place, _older is null ? value : _older.At(place, value));

    /// <summary>Takes this hook out of the chain; in any order.</summary>
    public virtual void Dispose()
    {
        var newest = (HookLink?)_root.Hook;
        if (newest == this)
        {
            _root.Attach(_older, "");
            return;
        }

        for (var link = newest; link is not null; link = link._older)
        {
            if (link._older == this)
            {
                link._older = _older;
                _root.Attach(newest, "");
                return;
            }
        }
    }

    private protected abstract bool SeesOwn(string module);

    private protected abstract Tensor Show(string place, Tensor value);

    /// <summary>Puts this hook at the chain's beginning.</summary>
    private protected void Open() => _root.Attach(this, "");

    /// <summary>Lets the modules know that it sees more than before.</summary>
    internal void Refresh() => _root.Attach(_root.Hook, "");
}
