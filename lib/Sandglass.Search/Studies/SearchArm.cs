using Sandglass.Search.Space;

namespace Sandglass.Search.Studies;

/// <summary>One way to obtain a genotype.</summary>
/// <param name="Name">Name of the arm.</param>
/// <param name="Space">The space, before a preset has made its network.</param>
/// <param name="IsRandom">Whether genotypes are drawn at random, for the multiply-adds of a search of the same space.</param>
public sealed record SearchArm(string Name, SearchSpace Space, bool IsRandom = false)
{
    /// <summary>DARTS with the sandglass in its space.</summary>
    public static SearchArm WithSandglass { get; } = new("with-sandglass", SearchSpace.WithSandglass);

    /// <summary>DARTS with its eight operations.</summary>
    public static SearchArm Original { get; } = new("original", SearchSpace.Original);

    /// <summary>Random search in the space with the sandglass.</summary>
    public static SearchArm Random { get; } = new("random", SearchSpace.WithSandglass, IsRandom: true);

    /// <summary>Random search in the space of DARTS.</summary>
    public static SearchArm RandomOriginal { get; } = new("random-original", SearchSpace.Original, IsRandom: true);

    /// <summary>The arms of the study, the paper's claim first.</summary>
    public static IReadOnlyList<SearchArm> All { get; } = [WithSandglass, Original, Random, RandomOriginal];

    /// <summary>The arms that search by alphas, each with its twin: random search of the same space at the same cost.</summary>
    internal static IReadOnlyList<(SearchArm Searched, SearchArm Random)> Twins { get; } = [(WithSandglass, Random), (Original, RandomOriginal)];

    /// <summary>The arm of a name.</summary>
    /// <exception cref="WorkbenchException">There is no arm of that name.</exception>
    public static SearchArm Named(string name) => All.FirstOrDefault(arm => arm.Name == name)
        ?? throw new WorkbenchException($"there is no arm '{name}'; use {string.Join(", ", All.Select(arm => arm.Name))}");
}
