namespace Sandglass.Detection.Boxes;

/// <summary>An object that an annotation says is there.</summary>
/// <param name="Box">Where, as shares of the image's sides.</param>
/// <param name="Class">Index of its class, from 0; background is no class.</param>
/// <param name="Difficult">Whether the annotation calls it difficult: it is neither found nor missed in the metric.</param>
public readonly record struct LabelledBox(Box Box, int Class, bool Difficult = false);
