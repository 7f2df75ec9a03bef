using Sandglass.Blocks;
using Sandglass.Search.Space;

namespace Sandglass.Search.Tests.Space;

public class SearchSpaceTests
{
    [Fact]
    public void Named_spaces_are_the_published_eight_and_more()
    {
        Assert.Equal(
            ["none", "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"],
            SearchSpace.Original.Operations.Select(o => o.Name));
        Assert.Equal(["sandglass_3x3", "sandglass_5x5"], SearchSpace.WithSandglass.Operations.Skip(8).Select(o => o.Name));
        Assert.Equal(14, SearchSpace.Original.Edges);
        Assert.Equal([0, 2, 5, 9, 14], Enumerable.Range(0, 5).Select(SearchSpace.FirstEdge));
    }

    [Theory]
    [InlineData("sandglass_3x3", 3, 4)]
    [InlineData("sandglass_5x5_t2", 5, 12)]
    [InlineData("inverted_3x3", 3, 144)]
    [InlineData("inverted_7x7_t3", 7, 72)]
    public void A_block_is_named_by_kernel_and_ratio(string name, int kernel, int hidden)
    {
        var operation = CandidateOperation.Named(name);
        Assert.Equal(name, operation.Name);
        var block = Assert.IsType<BlockLayer>(Assert.Single(operation.Layers(24, 1))).Spec;
        Assert.Equal((kernel, hidden, ShortcutSite.Ends), (block.Kernel, block.HiddenChannels, block.Shortcut));
        var strided = Assert.IsType<BlockLayer>(Assert.Single(operation.Layers(24, 2))).Spec;
        Assert.Equal((2, ShortcutSite.None), (strided.Stride, strided.Shortcut));
    }

    [Theory]
    [InlineData("sandglass_4x4")]
    [InlineData("sandglass_3x5")]
    [InlineData("inverted_3x3_t0")]
    [InlineData("inverted_3x3_t100")]
    [InlineData("SKIP_CONNECT")]
    public void Other_names_are_refused(string name) => Assert.Throws<InvalidSpecException>(() => CandidateOperation.Named(name));

    [Fact]
    public void A_space_that_cannot_be_searched_says_why()
    {
        var onlyNone = SearchSpace.Original with { Operations = [CandidateOperation.None] };
        Assert.Contains("no operation other than none", Assert.Throws<InvalidSpecException>(onlyNone.Validated).Message, StringComparison.Ordinal);
        var twice = SearchSpace.Original with { Operations = [CandidateOperation.Skip, CandidateOperation.Named("skip_connect")] };
        Assert.Contains("twice", Assert.Throws<InvalidSpecException>(twice.Validated).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidSpecException>((SearchSpace.Original with { StemStride = 3 }).Validated);
        Assert.Throws<InvalidSpecException>((SearchSpace.Original with { Cells = 2 }).Validated); // no normal cell
    }
}
