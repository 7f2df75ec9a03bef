using Sandglass.Analysis.Probes;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Probes;

public class RefusalTests
{
    [Theory]
    [InlineData("stage2.block2.reduce.ou", "stage2.block2.reduce.out")]
    [InlineData("stage2.blok2.shortcut", "stage2.block2.shortcut")]
    [InlineData("stage*.out", "stem.out")]
    [InlineData("Pool", "pool")]
    public void A_pattern_that_matches_nothing_is_answered_with_near_names(string pattern, string near)
    {
        using var network = SmallNetworks.Build(SmallNetworks.Plan(BlockFamily.Sandglass));
        using var probes = ProbeScope.On(network);
        var error = Assert.Throws<WorkbenchException>(() => probes.Capture(pattern));
        Assert.Contains($"'{pattern}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(near, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("stage*.block*.out", 3)]
    [InlineData("stage2.block2.*.out", 4)]
    [InlineData("**.out", 2 + 3 + 12)]
    [InlineData("s*.norm", 1)]
    [InlineData("stage[12].block1.out", 0)]
    public void A_star_stays_within_one_part_of_a_name_and_two_do_not(string pattern, int places)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetworks.Build(SmallNetworks.Plan(BlockFamily.Sandglass));
        using var probes = ProbeScope.On(network);
        if (places == 0)
        {
            Assert.Throws<WorkbenchException>(() => probes.Capture(pattern));
            return;
        }

        probes.Capture(pattern);
        network.call(SmallNetworks.Images(2));
        Assert.Equal(places, probes.Activations.Count);
    }

    [Fact]
    public void What_cannot_be_done_is_said_with_its_place()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetworks.Build(SmallNetworks.Plan(BlockFamily.Sandglass));
        using var probes = ProbeScope.On(network);
        Assert.Throws<WorkbenchException>(() => probes.PermuteChannels("pool", [0, 0, 1]));
        Assert.Throws<WorkbenchException>(() => probes.Backward(zeros(1)));
        using (no_grad())
        using (ProbeScope.On(network).Replace("stage1.block1.out", value => value.narrow(1, 0, 1)))
        {
            var error = Assert.Throws<WorkbenchException>(() => network.call(SmallNetworks.Images(2)));
            Assert.StartsWith("stage1.block1.out has shape [2, 8, 6, 6], not [2, 1, 6, 6]", error.Message, StringComparison.Ordinal);
            probes.CaptureGradients("stem.out");
        }

        using (no_grad())
        {
            network.call(SmallNetworks.Images(2));
        }

        Assert.Throws<WorkbenchException>(() => probes.Backward(zeros(1)));
    }
}
