using static TorchSharp.torch;

namespace Sandglass.Blocks;

/// <summary>A forward hook: sees the tensors of a forward pass at named places, and may replace them.</summary>
internal interface IHook
{
    /// <summary>Whether it applies to a place of this module or of a module within it.</summary>
    /// <param name="module">Dotted name; empty for the root.</param>
    bool Sees(string module);

    /// <summary>The tensor that replaces a value; the value itself if nothing is changed.</summary>
    /// <param name="place">Dotted name.</param>
    /// <param name="value">Borrowed: its owner disposes or overwrites it once the hook has returned.</param>
    Tensor At(string place, Tensor value);
}

/// <summary>A module that takes a hook.</summary>
internal interface IHooked
{
    /// <summary>The hook; null for none.</summary>
    IHook? Hook { get; }

    /// <summary>Attaches a hook to this module and those within it, from the next pass on.</summary>
    /// <param name="hook">The hook; null removes it.</param>
    /// <param name="name">Dotted name of this module; empty for the root.</param>
    void Attach(IHook? hook, string name);
}

/// <summary>A module's connection to its hook. It is null while there is no hook, and a pass then costs one null check per place.</summary>
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
