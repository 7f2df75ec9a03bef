using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Training;

/// <summary>What a detector says of one picture.</summary>
/// <param name="Id">Name of the picture.</param>
/// <param name="Boxes">Its objects, best first, as shares of the picture's sides; they may reach beyond it.</param>
public sealed record ImageDetections(string Id, IReadOnlyList<ScoredBox> Boxes);
