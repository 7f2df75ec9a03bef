using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Data.Voc;

/// <summary>One <c>object</c> of an annotation.</summary>
/// <param name="Class">Its class by name.</param>
/// <param name="Box">Edges in pixels, inside the image.</param>
/// <param name="Difficult">Whether it is hard to recognise: the metric ignores it.</param>
/// <param name="Truncated">Whether the object goes on beyond its box.</param>
public sealed record VocObject(string Class, Box Box, bool Difficult, bool Truncated);
