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
    public void What_is_no_JSON_genotype_is_refused(string json) => Assert.Throws<InvalidSpecException>(() => Genotype.FromJson(json));

    [Fact]
    public void A_long_hostile_text_is_refused_at_once()
    {
        var hostile = "Genotype(normal=[" + string.Concat(Enumerable.Repeat("('a',0),", 1200)) + "!";
        Assert.Throws<InvalidSpecException>(() => Genotype.Parse(hostile));
    }
}
