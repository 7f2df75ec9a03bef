using static TorchSharp.torch;

namespace Sandglass.Blocks;

/// <summary>Sees the tensors of a forward pass at named places, and may replace them.</summary>
internal interface ITap
{
    /// <summary>Whether it wants a place of this module or of a module within it.</summary>
    /// <param name="module">Dotted name; empty for the root.</param>
    bool Sees(string module);

    /// <summary>What goes on in place of a value; the value itself where nothing is changed.</summary>
    /// <param name="place">Dotted name.</param>
    /// <param name="value">Lent: whoever made it disposes it, or overwrites it once the tap has returned.</param>
    Tensor At(string place, Tensor value);
}

/// <summary>A module that can show its tensors.</summary>
internal interface ITapped
{
    /// <summary>Who sees its places; null: nobody.</summary>
    ITap? Tap { get; }

    /// <summary>Shows the places of this module, and of those within it, from the next pass on.</summary>
    /// <param name="tap">Who sees them; null: nobody.</param>
    /// <param name="name">Dotted name of this module; empty for the root.</param>
    void Attach(ITap? tap, string name);
}

/// <summary>A module's line to the tap. It is null while nobody looks, and a pass then costs one null check a place.</summary>
internal sealed class TapPoint
{
    private readonly string _module;

    private TapPoint(ITap tap, string module) => (Tap, _module) = (tap, module);

    internal ITap Tap { get; }

    internal static TapPoint? Of(ITap? tap, string module) =>
        tap is not null && tap.Sees(module) ? new TapPoint(tap, module) : null;

    /// <summary>A name within a module; the root has no name of its own.</summary>
    internal static string Join(string module, string name) => module.Length == 0 ? name : $"{module}.{name}";

    internal Tensor Show(string place, Tensor value) => Tap.At(Join(_module, place), value);
}

internal static class TapPoints
{
    /// <summary>The value, or what the tap makes of it.</summary>
    internal static Tensor At(this TapPoint? point, string place, Tensor value) =>
        point is null ? value : point.Show(place, value);
}
