using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Data;

/// <summary>A picture and what is on it.</summary>
/// <param name="Id">Its name within the set, such as <c>VOC2007/000005</c>.</param>
/// <param name="Image">The picture.</param>
/// <param name="Objects">Its objects; boxes are shares of the picture's sides and lie inside it. None on a picture of background.</param>
public sealed record DetectionSample(string Id, PixelImage Image, IReadOnlyList<LabelledBox> Objects);
