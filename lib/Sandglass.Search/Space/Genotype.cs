using Sandglass.Blocks;

namespace Sandglass.Search.Space;

/// <summary>What a search found: the normal and the reduction cell.</summary>
/// <param name="Normal">Cells that keep the map's size.</param>
/// <param name="Reduction">The two cells that halve it.</param>
public sealed record Genotype(CellGenotype Normal, CellGenotype Reduction)
{
    /// <summary>
    /// The cells found by second-order search on CIFAR-10, <c>DARTS_V2</c> in cnn/genotypes.py of github.com/quark0/darts
    /// (commit f276dd3): 3.3 M parameters with 20 cells of 36 channels.
    /// </summary>
    public static Genotype DartsV2 { get; } = GenotypeText.Parse(
        """
        Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1),
                         ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)],
                 normal_concat=[2, 3, 4, 5],
                 reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1),
                         ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)],
                 reduce_concat=[2, 3, 4, 5])
        """);

    /// <summary>Reads the form in which genotypes are published, a call of Python's named tuple.</summary>
    /// <param name="text">Such as <see cref="ToString"/> gives.</param>
    /// <exception cref="InvalidSpecException">It is no genotype; the message shows the form.</exception>
    public static Genotype Parse(string text) => GenotypeText.Parse(text);

    /// <summary>Reads JSON.</summary>
    /// <param name="json">What <see cref="ToJson"/> gives.</param>
    /// <exception cref="InvalidSpecException">It is no genotype.</exception>
    public static Genotype FromJson(string json) => GenotypeJson.Read(json);

    /// <summary>JSON, indented.</summary>
    public string ToJson() => GenotypeJson.Write(this);

    /// <summary>Checks that every edge and joined map comes from somewhere.</summary>
    /// <returns>This genotype.</returns>
    /// <exception cref="InvalidSpecException">One does not.</exception>
    public Genotype Validated()
    {
        Normal.Validated("normal");
        Reduction.Validated("reduction");
        return this;
    }

    /// <summary>The same cells.</summary>
    public bool Equals(Genotype? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The published form, in one line.</summary>
    public override string ToString() => GenotypeText.Write(this);
}
