using Sandglass;
using Sandglass.Data;
using Sandglass.Search.Controls;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;

namespace Benchmarks.Search;

/// <summary>What is measured: a space in the standard proxy's network, searched by its recipe for one epoch or several.</summary>
/// <param name="Space">Its name.</param>
/// <param name="SecondOrder">Whether the alphas see that the weights will follow them.</param>
/// <param name="Steps">Steps an epoch.</param>
/// <param name="Epochs">Epochs.</param>
internal sealed record SearchCase(string Space, bool SecondOrder, int Steps, int Epochs = 1)
{
    private const int Seed = 1;
    private const int Classes = 10;
    private const int MostPerClass = 1000;

    internal static readonly SearchPreset Preset = SearchPreset.Standard;
    internal static readonly SearchSpace[] Spaces = [SearchSpace.Original, SearchSpace.WithSandglass];

    internal string Name => $"{Space}, {(SecondOrder ? "second" : "first")} order";

    internal SearchSpace Network => Preset.Of(Spaces.First(space => space.Name == Space));

    internal SearchRecipe Recipe => Preset.Search with { Epochs = Epochs, SecondOrder = SecondOrder };

    internal int Images => Classes * PerClass;

    /// <summary>Multiply-adds of one step.</summary>
    internal double MultiplyAdds => SearchCost.OfSearch(Network, Recipe, Images) / (Steps * Epochs);

    // Both halves give a batch a step.
    private int PerClass => ((2 * Steps * Preset.Search.BatchSize) + Classes - 1) / Classes;

    /// <exception cref="WorkbenchException">So many steps need more images than there are.</exception>
    internal DatasetSplits LoadData() => PerClass <= MostPerClass
        ? FashionMnist.Load((PerClass, 1, 1))
        : throw new WorkbenchException($"{Steps} steps an epoch need {PerClass} images a class, of which there are {MostPerClass}; take fewer steps");

    internal SearchRunSpec Spec(ImageDataset training, int threads) =>
        new(Network, Recipe, training.Sha256, Seed) { Threads = threads };
}
