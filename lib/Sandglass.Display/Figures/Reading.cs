using Sandglass.Blocks;

namespace Sandglass.Display.Figures;

/// <summary>One value that one run of a study gave.</summary>
/// <param name="Group">What it is compared within, such as a budget.</param>
/// <param name="Family">The family of the run's blocks.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Key">What the values of several seeds share: an epoch, the number of a block.</param>
/// <param name="X">Where it stands.</param>
/// <param name="Y">The value.</param>
internal sealed record Reading(string Group, BlockFamily Family, int Seed, int Key, double X, double Y);
