using Sandglass.Search.Retraining;
using Sandglass.Search.Space;
using Sandglass.Training;

namespace Sandglass.Search.Controls;

/// <summary>What decides the bytes of a random search on the CPU; its hash names the run.</summary>
/// <param name="Space">Where genotypes are drawn from; candidates have its cells and channels.</param>
/// <param name="Recipe">How a candidate is trained.</param>
/// <param name="Budget">Multiply-adds that it may take; see <see cref="SearchCost"/>.</param>
/// <param name="Data">SHA-256 of the images, both halves together.</param>
/// <param name="Seed">Seed of all random streams; the split into halves is that of a search of the same seed.</param>
public sealed record RandomSearchSpec(SearchSpace Space, DerivedRecipe Recipe, double Budget, string Data, int Seed)
{
    /// <summary>Threads of libtorch.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of this spec as JSON.</summary>
    public string Hash => RunJson.Hash(this);
}
