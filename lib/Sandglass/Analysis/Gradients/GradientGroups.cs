using Sandglass.Networks;

namespace Sandglass.Analysis.Gradients;

/// <summary>Which group a parameter belongs to: its block, else the part of the network.</summary>
internal static class GradientGroups
{
    /// <summary>The groups in the network's order.</summary>
    internal static IEnumerable<string> Of(NetworkPlan plan) =>
        [plan.Stem.Name, .. plan.Blocks.Select(block => block.Name), .. plan.Head.Select(conv => conv.Name), "classifier"];

    /// <summary>The group of a parameter, such as <c>stage3.block2</c> of <c>stage3.block2.reduce.conv.weight</c>.</summary>
    internal static string Of(string parameter, IEnumerable<string> groups) =>
        groups.First(group => parameter.StartsWith(group + ".", StringComparison.Ordinal));
}
