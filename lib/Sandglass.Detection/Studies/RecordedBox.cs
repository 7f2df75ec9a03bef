using Sandglass.Blocks;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Studies;

/// <summary>What a recorded detector says of one of the first test pictures.</summary>
/// <param name="Family">Block of its backbone.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Picture">Place of the picture in the test set, from 0.</param>
/// <param name="Found">The box.</param>
public sealed record RecordedBox(BlockFamily Family, int Seed, int Picture, ScoredBox Found);
