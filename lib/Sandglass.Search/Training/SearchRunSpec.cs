using Sandglass.Search.Space;
using Sandglass.Training;

namespace Sandglass.Search.Training;

/// <summary>What decides the bytes of a search on the CPU; its hash names the run.</summary>
/// <param name="Space">What may be chosen.</param>
/// <param name="Recipe">How it is searched.</param>
/// <param name="Data">SHA-256 of the images, both halves together.</param>
/// <param name="Seed">Seed of all random streams, of the split into halves too.</param>
public sealed record SearchRunSpec(SearchSpace Space, SearchRecipe Recipe, string Data, int Seed)
{
    /// <summary>Threads of libtorch; sums are split by thread, so results differ between thread counts.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of this spec as JSON.</summary>
    public string Hash => RunJson.Hash(this);
}
