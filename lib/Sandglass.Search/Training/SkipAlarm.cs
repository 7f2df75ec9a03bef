using Sandglass.Search.Space;

namespace Sandglass.Search.Training;

/// <summary>
/// Skip connections learn fastest and may take a search over until its cells compute nothing. The alarm rings where the
/// derived normal cell has as many as the limit: by default four of eight edges. The published cells have two and three,
/// and of random cells with seven operations one in fifty has four.
/// </summary>
public static class SkipAlarm
{
    /// <summary>Whether it rings.</summary>
    /// <param name="genotype">What would be derived now.</param>
    /// <param name="limit">Skip connections at which it rings.</param>
    public static bool Rings(Genotype genotype, int limit) => genotype.Normal.Count(CandidateOperation.Skip) >= limit;
}
