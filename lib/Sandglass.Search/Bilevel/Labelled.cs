using static TorchSharp.torch;

namespace Sandglass.Search.Bilevel;

/// <summary>A batch as the search sees it; it owns nothing.</summary>
/// <param name="Images">[N, C, H, W].</param>
/// <param name="Labels">[N], 64-bit integers.</param>
internal sealed record Labelled(Tensor Images, Tensor Labels);
