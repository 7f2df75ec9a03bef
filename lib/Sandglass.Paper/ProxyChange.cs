namespace Sandglass.Paper;

/// <summary>What would change the verdict on one of our own sentences.</summary>
/// <param name="Sentence">What it says, such as <c>blocks: sandglass &gt; inverted at 0.4x</c>.</param>
/// <param name="Verdict">Its verdict now.</param>
/// <param name="Measured">The mean difference, of several the least and the greatest; empty where nothing is recorded.</param>
/// <param name="Otherwise">The other verdicts with the differences that would give them, or what has to be run first.</param>
/// <param name="Seeds">The seeds that are recorded; 0 where none is.</param>
/// <param name="SeedsToDecide">Seeds with which the rule decides in 80 % of cases; null where that is not known.</param>
internal sealed record ProxyChange(string Sentence, ProxyVerdict Verdict, string Measured, string Otherwise, int Seeds, int? SeedsToDecide);
