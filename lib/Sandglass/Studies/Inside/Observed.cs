using Sandglass.Blocks;

namespace Sandglass.Studies.Inside;

/// <summary>A row that was observed in one run of a study.</summary>
/// <typeparam name="T">The row.</typeparam>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Group">Its group.</param>
/// <param name="Family">The family of its blocks.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Row">What was observed.</param>
public sealed record Observed<T>(string Arm, string Group, BlockFamily Family, int Seed, T Row);
