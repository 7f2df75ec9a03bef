using System.Globalization;

namespace Workbench.Studies;

/// <summary>
/// Every n-th run of a study's list, for machines that share a folder without Slurm. It counts in the list of all runs, which is the
/// same everywhere, so that shards are disjoint whatever is finished when each begins.
/// </summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Count">Of how many.</param>
internal sealed record Shard(int Number, int Count)
{
    /// <summary>Most shards of a study.</summary>
    public const int Most = 10_000;

    /// <summary>Such as <c>2/3</c>; null for another text.</summary>
    public static Shard? Parse(string text) =>
        text.Split('/') is [var number, var count] && Whole(number) is { } i && Whole(count) is { } n && i >= 1 && i <= n && n <= Most ? new Shard(i, n) : null;

    /// <summary>Its part of a list.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> all) => all.Where((_, index) => index % Count == Number - 1);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Number}/{Count}");

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
