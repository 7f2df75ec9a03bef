using Sandglass.Blocks;
using Sandglass.Runtime;
using Sandglass.Search.Space;
using Sandglass.Search.Training;

namespace Sandglass.Search.Tests.Space;

public class GenotypeTests
{
    [Fact]
    public void The_published_cells_read_and_write_the_same()
    {
        var genotype = Genotype.DartsV2;
        Assert.Equal(
            "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)], normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)], reduce_concat=[2, 3, 4, 5])",
            genotype.ToString());
        Assert.Equal(4, genotype.Normal.Nodes);
        Assert.Equal(2, genotype.Normal.Count(CandidateOperation.Skip));
        Assert.Equal(genotype, Genotype.Parse(genotype.ToString()));
        Assert.Equal(genotype, Genotype.FromJson(genotype.ToJson()));
    }

    [Theory]
    [InlineData("range(2, 6)")]
    [InlineData("range( 2,6 )")]
    [InlineData("[2, 3, 4, 5]")]
    [InlineData("2, 3, 4, 5")]
    public void Joined_maps_may_be_a_range_as_the_original_code_prints_them(string maps) =>
        Assert.Equal(Genotype.DartsV2, Genotype.Parse(Genotype.DartsV2.ToString().Replace("[2, 3, 4, 5]", maps)));

    [Theory]
    [InlineData("range(6, 2)")]
    [InlineData("range(0, 999)")]
    [InlineData("range(2, 7)")]
    [InlineData("range(2)")]
    [InlineData("[2345678901234]")] // digits without a comma between them
    [InlineData("[2 3 4 5]")]
    [InlineData("range(2, 6, 1)")]
    [InlineData("range(2, 9999999999)")]
    [InlineData("range(2, -6)")]
    [InlineData("[range(2, 6)]")]
    public void Other_ranges_are_refused_in_a_short_line(string maps)
    {
        var message = Assert.Throws<InvalidSpecException>(() => Genotype.Parse(Genotype.DartsV2.ToString().Replace("[2, 3, 4, 5]", maps))).Message;
        Assert.InRange(message.Length, 20, 400);
    }

    [Fact]
    public void Any_sampled_genotype_survives_both_forms()
    {
        var stream = new RandomStreams(3).Open("genotypes");
        for (var i = 0; i < 50; i++)
        {
            var genotype = RandomSearch.Sample(SearchSpace.WithBlocks, stream);
            Assert.Equal(genotype, Genotype.Parse(genotype.ToString()));
            Assert.Equal(genotype, Genotype.FromJson(genotype.ToJson()));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Genotype(normal=[], normal_concat=[2], reduce=[], reduce_concat=[2])")]
    [InlineData("Genotype(normal=[('skip_connect', 0), ('skip_connect', 2)], normal_concat=[2], reduce=[('none', 0), ('none', 1)], reduce_concat=[2])")]
    [InlineData("Genotype(normal=[('skip_connect', 0), ('skip_connect', 1)], normal_concat=[3], reduce=[('none', 0), ('none', 1)], reduce_concat=[2])")]
    [InlineData("Genotype(normal=[('skip_connect', 0), ('skip_connect', 1)], normal_concat=[2, 2], reduce=[('none', 0), ('none', 1)], reduce_concat=[2])")]
    [InlineData("Genotype(normal=[('exec_all', 0), ('skip_connect', 1)], normal_concat=[2], reduce=[('none', 0), ('none', 1)], reduce_concat=[2])")]
    [InlineData("Genotype(normal=[('skip_connect', 999999999999), ('skip_connect', 1)], normal_concat=[2], reduce=[], reduce_concat=[2])")]
    public void What_is_no_genotype_is_refused(string text) => Assert.Throws<InvalidSpecException>(() => Genotype.Parse(text));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"normal\": null, \"reduction\": null}")]
    [InlineData("{\"normal\": {\"edges\": [null, null], \"concat\": [2]}, \"reduction\": {\"edges\": [], \"concat\": [2]}}")]
    [InlineData("{\"normal\": {\"edges\": [{\"operation\": \"sudo\", \"from\": 0}], \"concat\": [2]}, \"reduction\": {\"edges\": [], \"concat\": [2]}}")]
    [InlineData("[[[[")]
    [InlineData("{\"normal\": {\"edges\": [{\"operation\": null, \"from\": 0}, {\"operation\": \"none\", \"from\": 0}], \"concat\": [2]}, \"reduction\": null}")]
    [InlineData("{\"normal\": {\"edges\": [{\"operation\": \"none\", \"from\": 1e400}, {\"operation\": \"none\", \"from\": 0.5}], \"concat\": [2]}}")]
    [InlineData("{\"normal\": {\"edges\": [{\"operation\": \"\\ud800\", \"from\": 0}]}}")]
    [InlineData("{\"\\ud800\": {}}")]
    [InlineData("{\"normal\": {\"\\ud800\": 1}}")]
    public void What_is_no_JSON_genotype_is_refused(string json) => Assert.Throws<InvalidSpecException>(() => Genotype.FromJson(json));

    [Fact]
    public void Half_characters_and_a_deep_text_are_refused()
    {
        Assert.Throws<InvalidSpecException>(() => Genotype.FromJson("{\"normal\": \"\ud800\"}"));
        Assert.Throws<InvalidSpecException>(() => Genotype.FromJson("{\"normal\": " + new string('[', 50_000)));
    }

    [Fact]
    public void A_long_hostile_text_is_refused_at_once()
    {
        var hostile = "Genotype(normal=[" + string.Concat(Enumerable.Repeat("('a',0),", 1200)) + "!";
        Assert.Throws<InvalidSpecException>(() => Genotype.Parse(hostile));
    }
}
