using System.Globalization;
using System.Text.RegularExpressions;
using Sandglass.Blocks;

namespace Sandglass.Search.Space;

/// <summary>The published form: <c>Genotype(normal=[('skip_connect', 0), …], normal_concat=[2, …], reduce=[…], reduce_concat=[…])</c>.</summary>
internal static partial class GenotypeText
{
    private const int MostCharacters = 10_000;

    internal static string Write(Genotype genotype) => FormattableString.Invariant(
        $"Genotype(normal=[{Edges(genotype.Normal)}], normal_concat=[{Maps(genotype.Normal)}], reduce=[{Edges(genotype.Reduction)}], reduce_concat=[{Maps(genotype.Reduction)}])");

    /// <exception cref="InvalidSpecException">It is no genotype.</exception>
    internal static Genotype Parse(string text)
    {
        if (text.Length > MostCharacters || Whole().Match(text) is not { Success: true } match)
        {
            var shown = text.Length > 60 ? text[..60] + "…" : text;
            throw new InvalidSpecException(
                $"no genotype: '{shown.ReplaceLineEndings(" ")}'; the form is Genotype(normal=[('skip_connect', 0), …], normal_concat=[2, …], reduce=[…], reduce_concat=[…])");
        }

        return new Genotype(
            new CellGenotype(EdgesOf(match.Groups["normal"]), MapsOf(match.Groups["normalConcat"])),
            new CellGenotype(EdgesOf(match.Groups["reduce"]), MapsOf(match.Groups["reduceConcat"]))).Validated();
    }

    private static string Edges(CellGenotype cell) => string.Join(", ", cell.Edges.Select(edge => $"('{edge.Operation}', {edge.From})"));

    private static string Maps(CellGenotype cell) => string.Join(", ", cell.Concat);

    private static GenotypeEdge[] EdgesOf(Group group) =>
        [.. Edge().Matches(group.Value).Select(edge => new GenotypeEdge(CandidateOperation.Named(edge.Groups["name"].Value), Number(edge.Groups["from"].Value)))];

    private static int[] MapsOf(Group group) => [.. Digits().Matches(group.Value).Select(digits => Number(digits.Value))];

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    // Non-backtracking: the text may come from anywhere.
    [GeneratedRegex("""
        ^\s*Genotype\(\s*
        normal\s*=\s*\[(?<normal>(\s*\(\s*['"][a-z0-9_]{1,40}['"]\s*,\s*[0-9]{1,3}\s*\)\s*,?)*)\s*\]\s*,\s*
        normal_concat\s*=\s*\[?(?<normalConcat>(\s*[0-9]{1,3}\s*,?)*)\s*\]?\s*,\s*
        reduce\s*=\s*\[(?<reduce>(\s*\(\s*['"][a-z0-9_]{1,40}['"]\s*,\s*[0-9]{1,3}\s*\)\s*,?)*)\s*\]\s*,\s*
        reduce_concat\s*=\s*\[?(?<reduceConcat>(\s*[0-9]{1,3}\s*,?)*)\s*\]?\s*,?\s*\)\s*$
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex("""['"](?<name>[a-z0-9_]+)['"]\s*,\s*(?<from>[0-9]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Edge();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
