using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>A row of a network's table: blocks that follow each other.</summary>
/// <param name="Name">Name in the network, such as <c>stage3</c>.</param>
/// <param name="Blocks">The blocks in order; the first may change width and resolution.</param>
public sealed record StagePlan(string Name, IReadOnlyList<BlockSpec> Blocks);
