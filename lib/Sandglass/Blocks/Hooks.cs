using static TorchSharp.torch;

namespace Sandglass.Blocks;

/// <summary>Sees the tensors of a forward pass at named places, and may replace them.</summary>
internal interface IHook
{
    /// <summary>Whether it wants a place of this module or of a module within it.</summary>
    /// <param name="module">Dotted name; empty for the root.</param>
    bool Sees(string module);

    /// <summary>What goes on in place of a value; the value itself where nothing is changed.</summary>
    /// <param name="place">Dotted name.</param>
    /// <param name="value">Lent: whoever made it disposes it, or overwrites it once the hook has returned.</param>
    Tensor At(string place, Tensor value);
}

/// <summary>A module that can show its tensors.</summary>
internal interface IHooked
{
    /// <summary>Who sees its places; null: nobody.</summary>
    IHook? Hook { get; }

    /// <summary>Shows the places of this module, and of those within it, from the next pass on.</summary>
    /// <param name="hook">Who sees them; null: nobody.</param>
    /// <param name="name">Dotted name of this module; empty for the root.</param>
    void Attach(IHook? hook, string name);
}

/// <summary>A module's line to the hook. It is null while nobody looks, and a pass then costs one null check a place.</summary>
internal sealed class HookPoint
{
    private readonly string _module;

    private HookPoint(IHook hook, string module) => (Hook, _module) = (hook, module);

    internal IHook Hook { get; }

    internal static HookPoint? Of(IHook? hook, string module) =>
        hook is not null && hook.Sees(module) ? new HookPoint(hook, module) : null;

    /// <summary>A name within a module; the root has no name of its own.</summary>
    internal static string Join(string module, string name) => module.Length == 0 ? name : $"{module}.{name}";

    internal Tensor Show(string place, Tensor value) => Hook.At(Join(_module, place), value);
}

internal static class HookPoints
{
    /// <summary>The value, or what the hook makes of it.</summary>
    internal static Tensor At(this HookPoint? point, string place, Tensor value) =>
        point is null ? value : point.Show(place, value);
}
