namespace Sandglass.Analysis.Ranks;

/// <summary>What a ReLU or ReLU6 cut away at one place. A unit is a channel over all images and pixels.</summary>
/// <param name="Place">Dotted name of the place, a layer's or block's output.</param>
/// <param name="DeadUnits">Share of the units that are always 0.</param>
/// <param name="ClippedUnits">Share of the units that are always 6; 0 after a ReLU.</param>
/// <param name="Zeros">Share of the activations that are 0.</param>
/// <param name="Clipped">Share of the activations that are 6; 0 after a ReLU.</param>
public sealed record RectifierShares(string Place, double DeadUnits, double ClippedUnits, double Zeros, double Clipped);
