using Sandglass.Data;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;

namespace Sandglass.Search.Tests.Studies;

/// <summary>The published protocol: DARTS's defaults on CIFAR-10, as numbers of its released code.</summary>
public class PaperPresetTests
{
    [Fact]
    public void Search_and_evaluation_are_those_of_the_released_code()
    {
        using var data = Cifar();
        var search = SearchPreset.Paper.SearchOf(SearchArm.All[0], data, 1);
        var space = ((AlphaSearch)search.Task).Space;
        Assert.Equal((8, 16, 1, 3, 32, 10), (space.Cells, space.Channels, space.StemStride, space.InputChannels, space.Resolution, space.Classes));
        Assert.Equal((50, 64, 0.025, 3e-4), (search.Recipe.Epochs, search.Recipe.BatchSize, search.Recipe.LearningRate, search.Recipe.WeightDecay));
        Assert.Equal(3e-4, ((AlphaSearch)search.Task).AlphaRate);

        var plan = SearchPreset.Paper.Derived(Genotype.DartsV2);
        var training = SearchPreset.Paper.TrainingOf(plan, data, 1);
        Assert.Equal((20, 36, 32, 10), (plan.Cells, plan.Channels, plan.Resolution, plan.Classes));
        Assert.Equal(CellNetworkCounter.Count(CellNetworkPlan.Cifar("cells", Genotype.DartsV2)).Parameters, CellNetworkCounter.Count(plan).Parameters);
        Assert.Equal((0.4, 0.2), (((CellTask)training.Task).Auxiliary, ((CellTask)training.Task).DropPath));
        Assert.Equal((600, 96, 16), (training.Recipe.Epochs, training.Recipe.BatchSize, training.Recipe.Augmentation.CutoutSize));
        Assert.Contains("never run here", SearchPreset.Paper.Describe(data.Training.Count)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_proxies_stay_as_they_are()
    {
        var space = SearchPreset.Standard.Of(SearchSpace.Original);
        Assert.Equal((5, 24, 2, 1, 28), (space.Cells, space.Channels, space.StemStride, space.InputChannels, space.Resolution));
        Assert.DoesNotContain(SearchPreset.Paper, SearchPreset.All);
    }

    private static DatasetSplits Cifar()
    {
        var images = ImageDataset.FromBytes("cifar-10/training", [.. Enumerable.Range(0, 10).Select(i => $"{i}")], new byte[10 * 3072], (3, 32, 32), [.. Enumerable.Range(0, 10)]);
        return new DatasetSplits(images, images, images);
    }
}
