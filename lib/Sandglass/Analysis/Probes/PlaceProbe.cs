using static TorchSharp.torch;

namespace Sandglass.Analysis.Probes;

/// <summary>What a scope does at one place.</summary>
internal sealed class PlaceProbe(string place) : IDisposable
{
    private readonly List<Func<Tensor, Tensor>> _edits = [];
    private readonly List<Action<string, Tensor>> _watchers = [];

    internal bool Captures { get; set; }

    internal bool CapturesGradient { get; set; }

    /// <summary>What the last pass captured.</summary>
    internal Captured? Activation { get; private set; }

    /// <summary>The value in the last pass's graph, while its gradient is wanted.</summary>
    internal Tensor? Kept { get; private set; }

    internal void Edit(Func<Tensor, Tensor> edit) => _edits.Add(edit);

    internal void Watch(Action<string, Tensor> watcher) => _watchers.Add(watcher);

    /// <summary>Edits, then shows the edited value to watchers and captures.</summary>
    internal Tensor Show(Tensor value)
    {
        foreach (var edit in _edits)
        {
            value = Edited(edit, value);
        }

        foreach (var watcher in _watchers)
        {
            using var scope = NewDisposeScope();
            watcher(place, value);
        }

        Activation = Captures ? Captured.Of(place, value) : Activation;
        return CapturesGradient ? Keep(value) : value;
    }

    /// <summary>Frees the kept value.</summary>
    public void Dispose()
    {
        Kept?.Dispose();
        Kept = null;
    }

    private Tensor Edited(Func<Tensor, Tensor> edit, Tensor value)
    {
        using var scope = NewDisposeScope();
        var edited = edit(value);
        if (ReferenceEquals(edited, value))
        {
            return value;
        }

        if (!edited.shape.SequenceEqual(value.shape))
        {
            throw new WorkbenchException(
                $"{place} has shape [{string.Join(", ", value.shape)}], not [{string.Join(", ", edited.shape)}]; return a tensor of its shape");
        }

        return edited.alias().MoveToOuterDisposeScope(); // an alias, since the edit may return a tensor of its own that it keeps
    }

    // A value may go two ways, into a layer and into the shortcut: a view gives this one a node of the graph of its own,
    // and these two keep the strides as they are. Images, and all that frozen weights compute, are in no graph: there one begins.
    private Tensor Keep(Tensor value)
    {
        Dispose();
        var begins = is_grad_enabled() && !value.requires_grad;
        Kept = (begins ? value.detach().requires_grad_() : value.unsqueeze(0).squeeze(0)).DetachFromDisposeScope();
        return Kept.alias(); // a second handle of the same tensor, since the network may free its own
    }
}
