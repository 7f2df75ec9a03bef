namespace Sandglass.Counting;

/// <summary>How the multiply-adds of a network are shared out between its parts: each a fraction of the whole.</summary>
/// <param name="Stem">The stem.</param>
/// <param name="Blocks">Each block, by its dotted name.</param>
/// <param name="Rest">Head and classifier.</param>
internal sealed record CostShares(double Stem, IReadOnlyList<(string Name, double Share)> Blocks, double Rest)
{
    /// <summary>The shares of a plan.</summary>
    /// <exception cref="Sandglass.Blocks.InvalidSpecException">The plan cannot be built.</exception>
    public static CostShares Of(NetworkPlan plan)
    {
        var count = Counter.Count(plan);
        double Share(string part) => (double)count.Below(part).MultiplyAdds / count.MultiplyAdds;
        var (stem, blocks) = (Share(plan.Stem.Name), plan.Blocks.Select(block => (block.Name, Share(block.Name))).ToArray());
        return new CostShares(stem, blocks, 1 - stem - blocks.Sum(block => block.Item2));
    }
}
