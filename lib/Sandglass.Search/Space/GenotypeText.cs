using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sandglass.Blocks;
using Sandglass.Training;

namespace Sandglass.Search.Space;

/// <summary>
/// The published form: <c>Genotype(normal=[('skip_connect', 0), …], normal_concat=[2, …], reduce=[…], reduce_concat=[…])</c>;
/// the original code prints the joined maps as <c>range(2, 6)</c>, which stands for 2 to 5.
/// </summary>
internal static partial class GenotypeText
{
    private const int MostCharacters = 10_000;

    internal static string Write(Genotype genotype) => FormattableString.Invariant(
        $"Genotype(normal=[{Edges(genotype.Normal)}], normal_concat=[{Maps(genotype.Normal)}], reduce=[{Edges(genotype.Reduction)}], reduce_concat=[{Maps(genotype.Reduction)}])");

    /// <exception cref="InvalidSpecException">It is not a genotype.</exception>
    internal static Genotype Parse(string text)
    {
        if (text.Length > MostCharacters || Whole().Match(text) is not { Success: true } match)
        {
            var shown = text.Length > 60 ? text[..60] + "…" : text;
            throw new InvalidSpecException(
                $"not a genotype: '{shown.ReplaceLineEndings(" ")}'; the form is Genotype(normal=[('skip_connect', 0), …], normal_concat=[2, …], reduce=[…], reduce_concat=[…])");
        }

        return new Genotype(
            new CellGenotype(EdgesOf(match.Groups["normal"]), MapsOf(match.Groups["normalConcat"])),
            new CellGenotype(EdgesOf(match.Groups["reduce"]), MapsOf(match.Groups["reduceConcat"]))).Validated();
    }

    private static string Edges(CellGenotype cell) => string.Join(", ", cell.Edges.Select(edge => $"('{edge.Operation}', {edge.From})"));

    private static string Maps(CellGenotype cell) => string.Join(", ", cell.Concat);

    private static GenotypeEdge[] EdgesOf(Group group) =>
        [.. Edge().Matches(group.Value).Select(edge => new GenotypeEdge(CandidateOperation.Named(edge.Groups["name"].Value), Number(edge.Groups["from"].Value)))];

    private static int[] MapsOf(Group group)
    {
        int[] numbers = [.. Digits().Matches(group.Value).Select(digits => Number(digits.Value))];
        return group.Value.Contains("range", StringComparison.Ordinal)
            ? [.. Enumerable.Range(numbers[0], Math.Max(0, numbers[1] - numbers[0]))]
            : numbers;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    // Non-backtracking: the text may come from anywhere.
    [GeneratedRegex("""
        ^\s*Genotype\(\s*
        normal\s*=\s*\[(?<normal>(\s*\(\s*['"][a-z0-9_]{1,40}['"]\s*,\s*[0-9]{1,3}\s*\)\s*,?)*)\s*\]\s*,\s*
        normal_concat\s*=\s*(?<normalConcat>range\(\s*[0-9]{1,3}\s*,\s*[0-9]{1,3}\s*\)|\[?\s*([0-9]{1,3}(\s*,\s*[0-9]{1,3})*\s*,?)?\s*\]?)\s*,\s*
        reduce\s*=\s*\[(?<reduce>(\s*\(\s*['"][a-z0-9_]{1,40}['"]\s*,\s*[0-9]{1,3}\s*\)\s*,?)*)\s*\]\s*,\s*
        reduce_concat\s*=\s*(?<reduceConcat>range\(\s*[0-9]{1,3}\s*,\s*[0-9]{1,3}\s*\)|\[?\s*([0-9]{1,3}(\s*,\s*[0-9]{1,3})*\s*,?)?\s*\]?)\s*,?\s*\)\s*$
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex("""['"](?<name>[a-z0-9_]+)['"]\s*,\s*(?<from>[0-9]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Edge();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}

/// <summary>A genotype as JSON: <c>{"normal": {"edges": [{"operation": "skip_connect", "from": 0}, …], "concat": [2, …]}, "reduction": …}</c>.</summary>
internal static class GenotypeJson
{
    private const int MostCharacters = 100_000;

    internal static string Write(Genotype genotype) => JsonSerializer.Serialize(genotype, RunJson.Options);

    /// <exception cref="InvalidSpecException">It is not a genotype.</exception>
    internal static Genotype Read(string json)
    {
        try
        {
            var read = json.Length > MostCharacters ? null : JsonSerializer.Deserialize<Genotype>(json, RunJson.Options);
            return read is not null && Cells(read).All(Whole)
                ? read.Validated()
                : throw new InvalidSpecException("not a genotype: it, a cell or an edge is empty or too long; write it with Genotype.ToJson");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidSpecException($"not a genotype: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    // The reader lets null pass within lists.
    private static bool Whole(CellGenotype cell) => cell is { Edges: not null, Concat: not null } && cell.Edges.All(edge => edge is { Operation: not null });

    private static CellGenotype[] Cells(Genotype genotype) => [genotype.Normal, genotype.Reduction];
}
