using Sandglass;
using Sandglass.Display.Pictures;
using Sandglass.Networks;
using Sandglass.Training;
using WholeFiles;
using Workbench.Tests.Running;

namespace Workbench.Tests.Gallery;

/// <summary>The pictures of the block microscope are those of networks that anyone can train again.</summary>
public sealed class RecordedMapsTests : IDisposable
{
    private const int Seed = 1;

    private static readonly BlockFamily[] Families = [BlockFamily.Sandglass, BlockFamily.InvertedResidual, BlockFamily.Bottleneck];

    // Narrow, since every channel is shown, and without a stride before the block that is, so that its maps are as large as the image.
    private static readonly MacroPlan Small = new("microscope", 16, [new StageRow(6, 48, 2, 1), new StageRow(6, 96, 2, 2), new StageRow(6, 192, 2, 2)]);

    private readonly ResultsFolder _folder = new();

    [Fact]
    public void Each_family_has_the_maps_of_the_run_that_is_described() =>
        Assert.Equal(
            Families.Select(family => (family, Spec(family, Preset.Quick.LoadData).Hash, "stage1.block2")),
            BlockMaps.Recorded().Select(maps => (maps.Family, maps.Run, maps.Block)));

    [DeepFact]
    public void Training_again_gives_the_same_maps()
    {
        using var data = Preset.Quick.LoadData();
        var store = new RunStore(_folder.Runs);
        var accepts = Environment.GetEnvironmentVariable("WORKBENCH_ACCEPT") == "1";
        BlockMaps[] again = [.. Families.Take(accepts ? Families.Length : 1).Select(family => BlockMaps.Of(store.FindOrTrain(Spec(family, () => data), data)))];
        if (accepts)
        {
            WholeFile.Write(BlockMaps.RecordedPath(), BlockMaps.ToJson(again).ToJsonString(RunJson.Options) + "\n");
        }

        foreach (var (recorded, now) in BlockMaps.Recorded().Zip(again))
        {
            Assert.Equal(recorded.Places.Select(place => (place.What, place.Channels, place.Side)), now.Places.Select(place => (place.What, place.Channels, place.Side)));
            // Another processor rounds otherwise, and three epochs make that large enough to see: channels may die there that live here.
            Assert.Equal(recorded.Places.Average(place => (double)place.Dead / place.Channels), now.Places.Average(place => (double)place.Dead / place.Channels), 0.15);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static RunSpec Spec(BlockFamily family, Func<Sandglass.Data.DatasetSplits> load)
    {
        var plan = Small.Fill(family);
        var data = load();
        return new RunSpec(new Classification(plan with { Stem = plan.Stem with { Stride = 1 } }), Preset.Quick.Recipe.Validated(), data.Identity, Seed);
    }
}
