using Sandglass.Analysis.Probes;
using Sandglass.Analysis.Ranks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Data;
using Sandglass.Tests.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Ranks;

public sealed class RankProfileTests : IDisposable
{
    // Three batches, the last one smaller.
    private readonly ImageDataset _images = SmallImages.Make(count: 50, channels: 1, height: 12, width: 12, classes: 4);
    private readonly BottleneckNetwork _network = new(TinyRuns.Plan(), new RandomStreams(3));

    [Fact]
    public void Each_place_has_the_rank_of_what_a_probe_captures_there()
    {
        var profile = Profile(new() { BatchSize = 20 });
        using var scope = NewDisposeScope();
        using var probes = ProbeScope.On(_network).Capture("**");
        _network.eval();
        using (no_grad())
        {
            _network.call(new EvaluationLoader(_images, 50, Normalization.Of(_images)).Batches().Single().Images);
        }

        Assert.Equal(50, profile.Images);
        Assert.Equal(RankConvention.All.Count * profile.Ranks.Select(r => r.Place).Distinct().Count(), profile.Ranks.Count);
        foreach (var rank in profile.Ranks)
        {
            var rows = Rows(probes.Activations[rank.Place], rank.Convention.Unfolding);
            var moments = new ChannelMoments(rank.Channels);
            moments.Add(rows);
            Assert.Equal(rows.Length / rank.Channels, rank.Samples);
            Assert.Equal(moments.Spectrum(rank.Convention.Scaling).EffectiveRank, rank.EffectiveRank, 1e-4);
        }
    }

    [Fact]
    public void All_outputs_and_shortcuts_are_places_unless_some_are_asked_for()
    {
        var places = Profile(new()).Ranks.Select(r => r.Place).Distinct().ToArray();
        Assert.Equal("stem.out", places[0]);
        Assert.Equal("head.out", places[^1]);
        Assert.Contains("stage2.block2.shortcut", places);
        Assert.Equal(["stage1.block1.out", "pool"], Profile(new() { Places = ["pool", "stage1.block1.out", "p*"] }).Ranks.Select(r => r.Place).Distinct());
    }

    [Fact]
    public void Nulls_stand_beside_the_network()
    {
        var options = new RankProfileOptions { Places = ["stage*.block*.out"], WithPermuted = true, WithGaussian = true, BatchSize = 20 };
        var ranks = Profile(options).Ranks.ToLookup(r => (r.Place, r.Convention), r => r);
        Assert.Equal(3 * RankConvention.All.Count, ranks.Count);
        foreach (var beside in ranks)
        {
            Assert.Equal([RankSource.Network, RankSource.Permuted, RankSource.Gaussian], beside.Select(r => r.Source));
            Assert.Single(beside.Select(r => (r.Samples, r.Channels)).Distinct());
            var network = beside.First();
            if (network.Convention.Scaling == ChannelScaling.Standardized)
            {
                // Independent channels use nearly all directions, these share theirs.
                Assert.All(beside.Skip(1), r => Assert.InRange(r.EffectiveRank / r.Channels, 0.85, 1));
                Assert.True(network.EffectiveRank < beside.Skip(1).Min(r => r.EffectiveRank));
            }
        }
    }

    [Fact]
    public void Permuting_keeps_each_channels_own_distribution()
    {
        using var scope = NewDisposeScope();
        var rows = tensor(RandomMatrix.Mixed(200, 4), [200, 4]);
        var permuted = SampleRows.Permuted(rows, new RandomStreams(1).Open("a"));
        Assert.False(permuted.equal(rows).all().item<bool>());
        Assert.True(permuted.sort(dim: 0).Values.equal(rows.sort(dim: 0).Values).all().item<bool>());
    }

    [Fact]
    public void An_untrained_network_is_normalised_by_the_images()
    {
        var profile = RankProfile.Untrained(
            TinyRuns.Plan(BlockFamily.InvertedResidual), new RandomStreams(2), _images, Normalization.Of(_images), cancellation: TestContext.Current.CancellationToken);
        Assert.All(profile.Ranks, rank => Assert.Equal(RankSource.Untrained, rank.Source));
        Assert.All(profile.Ranks, rank => Assert.InRange(rank.EffectiveRank, 1, rank.Channels));
        // Behind a BatchNorm by its own statistics a half is below zero; by the initial ones nearly everything would be small.
        Assert.All(profile.Rectifiers, shares => Assert.InRange(shares.Zeros, 0.3, 0.7));
    }

    [Fact]
    public void Only_rectified_places_have_dead_and_clipped_units()
    {
        var places = Profile(new()).Rectifiers.Select(r => r.Place).ToArray();
        Assert.Contains("stage1.block1.expand.out", places);
        Assert.DoesNotContain("stage1.block1.reduce.out", places); // linear
        Assert.DoesNotContain("stage1.block1.out", places);
        Assert.Contains("head.out", places);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_the_mode_is_put_back()
    {
        var options = new RankProfileOptions { Places = ["head.out"], WithPermuted = true, WithGaussian = true };
        _network.train();
        var first = Profile(options).Ranks.Select(r => r.EffectiveRank);
        Assert.Equal(first, Profile(options).Ranks.Select(r => r.EffectiveRank));
        Assert.All(_network.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Diverged_networks_are_refused_by_place()
    {
        using (no_grad())
        {
            var weight = _network.get_parameter("stage2.block1.reduce.conv.weight");
            weight!.fill_(float.NaN);
        }

        Assert.StartsWith("stage2.block1.reduce.out: the rank cannot be computed", Assert.Throws<WorkbenchException>(() => Profile(new())).Message);
    }

    public void Dispose()
    {
        _network.Dispose();
        _images.Dispose();
    }

    private RankProfile Profile(RankProfileOptions options) =>
        RankProfile.Of(_network, _images, Normalization.Of(_images), options, TestContext.Current.CancellationToken);

    // [N, C, H, W] as rows of channels, with loops.
    private static double[] Rows(Captured captured, Unfolding unfolding)
    {
        var (n, c) = ((int)captured.Shape[0], (int)captured.Shape[1]);
        var area = captured.Values.Length / n / c;
        double At(int image, int channel, int pixel) => captured.Values[(((image * c) + channel) * area) + pixel];
        return unfolding == Unfolding.Pixels
            ? [.. from i in Enumerable.Range(0, n) from p in Enumerable.Range(0, area) from k in Enumerable.Range(0, c) select At(i, k, p)]
            : [.. from i in Enumerable.Range(0, n) from k in Enumerable.Range(0, c) select Enumerable.Range(0, area).Average(p => At(i, k, p))];
    }
}
