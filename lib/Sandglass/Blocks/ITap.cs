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
