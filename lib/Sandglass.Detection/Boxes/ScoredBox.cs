namespace Sandglass.Detection.Boxes;

/// <summary>An object that a detector says is there.</summary>
/// <param name="Box">Where, as shares of the image's sides.</param>
/// <param name="Class">Index of its class, from 0; background is no class.</param>
/// <param name="Score">The class's probability, in [0, 1].</param>
public readonly record struct ScoredBox(Box Box, int Class, float Score);
