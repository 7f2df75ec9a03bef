namespace Sandglass.Studies;

/// <summary>A row that was observed in one run of a study.</summary>
/// <typeparam name="T">The row.</typeparam>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Group">Its group.</param>
/// <param name="ArmFamily">The family of its blocks; null where it has none.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Row">What was observed.</param>
internal sealed record Observed<T>(string Arm, string Group, BlockFamily? ArmFamily, int Seed, T Row)
{
    /// <summary>The family of its blocks.</summary>
    /// <exception cref="WorkbenchException">It has none.</exception>
    public BlockFamily Family => ArmFamily ?? throw new WorkbenchException($"arm {Arm} has no family of blocks");
}
