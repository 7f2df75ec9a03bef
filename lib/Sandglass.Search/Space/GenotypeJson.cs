using System.Text.Json;
using Sandglass.Blocks;
using Sandglass.Training;

namespace Sandglass.Search.Space;

/// <summary>A genotype as JSON: <c>{"normal": {"edges": [{"operation": "skip_connect", "from": 0}, …], "concat": [2, …]}, "reduction": …}</c>.</summary>
internal static class GenotypeJson
{
    private const int MostCharacters = 100_000;

    internal static string Write(Genotype genotype) => JsonSerializer.Serialize(genotype, RunJson.Options);

    /// <exception cref="InvalidSpecException">It is no genotype.</exception>
    internal static Genotype Read(string json)
    {
        try
        {
            var read = json.Length > MostCharacters ? null : JsonSerializer.Deserialize<Genotype>(json, RunJson.Options);
            return read is not null && Cells(read).All(Whole)
                ? read.Validated()
                : throw new InvalidSpecException("no genotype: it is empty or too long, or a cell or an edge is; write it with Genotype.ToJson");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new InvalidSpecException($"no genotype: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    // The reader lets null pass within lists.
    private static bool Whole(CellGenotype cell) => cell is { Edges: not null, Concat: not null } && cell.Edges.All(edge => edge is not null);

    private static CellGenotype[] Cells(Genotype genotype) => [genotype.Normal, genotype.Reduction];
}
