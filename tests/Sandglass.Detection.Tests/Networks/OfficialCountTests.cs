using Sandglass.Detection.Networks;

namespace Sandglass.Detection.Tests.Networks;

/// <summary>The figures are what the released code (commit 6219e33) has when it is executed: weights of its modules, and
/// products of its convolutions on a picture of 320 pixels.</summary>
public class OfficialCountTests
{
    [Fact]
    public void SSDLite_with_MobileNeXt_costs_what_the_released_code_costs()
    {
        var count = DetectorCounter.Count(SsdLite.MobileNeXt());
        Assert.Equal(3_476_308, count.Parameters);
        Assert.Equal(708_726_528, count.MultiplyAdds);
    }

    [Fact]
    public void SSDLite_with_MobileNetV2_costs_what_the_released_code_costs()
    {
        var count = DetectorCounter.Count(SsdLite.MobileNetV2());
        Assert.Equal(3_425_988, count.Parameters);
        Assert.Equal(682_447_872, count.MultiplyAdds);
    }

    [Fact]
    public void Like_for_like_both_see_maps_of_the_same_shape()
    {
        var sandglass = SsdLite.MobileNeXt().Levels;
        var inverted = SsdLite.MobileNetV2(features: FeaturePlacement.ExpandedWidth).Levels;
        Assert.Equal([(576, 20), (1280, 10), (512, 5), (256, 3), (256, 2), (128, 1)], sandglass.Select(map => (map.Channels, map.Size)));
        Assert.Equal([(576, 20), (1280, 10), (512, 5), (256, 3), (256, 2), (64, 1)], inverted.Select(map => (map.Channels, map.Size)));
    }

    [Fact]
    public void As_released_MobileNetV2s_first_map_is_a_sixth_as_wide() =>
        Assert.Equal((96, 20), (SsdLite.MobileNetV2().Levels[0].Channels, SsdLite.MobileNetV2().Levels[0].Size));

    [Fact]
    public void The_places_of_a_level_are_as_far_apart_as_its_stride() =>
        Assert.Equal([16, 32, 64, 128, 256, 512], SsdLite.MobileNeXt().Levels.Select(map => map.Stride));
}
