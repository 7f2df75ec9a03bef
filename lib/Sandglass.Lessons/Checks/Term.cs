namespace Sandglass.Lessons.Checks;

/// <summary>One part of a count, such as a layer of a block.</summary>
/// <param name="Name">What a hint calls it.</param>
/// <param name="Value">What it adds to the count.</param>
/// <param name="Kind">Parts of one kind that are forgotten together are called by it, such as <c>every BatchNorm</c>; empty for none.</param>
internal sealed record Term(string Name, long Value, string Kind = "")
{
    /// <summary>What a mistake makes of it.</summary>
    public IReadOnlyList<Slip<long>> Slips { get; init; } = [];
}
