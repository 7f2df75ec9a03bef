using static TorchSharp.torch;

namespace Sandglass.Blocks;

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
