using Sandglass;
using Sandglass.Data;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Benchmarks.Search;

/// <summary>
/// What is measured: a space in the standard proxy's network, searched by its recipe for one epoch or several; in smoke
/// mode in that preset's network, with batches of 8.
/// </summary>
/// <param name="Space">Its name.</param>
/// <param name="SecondOrder">Whether the alphas see that the weights will follow them.</param>
/// <param name="Steps">Steps an epoch.</param>
/// <param name="Smoke">Whether the smoke preset takes the standard one's place.</param>
/// <param name="Epochs">Epochs.</param>
/// <param name="Backend">Whose kernels compute.</param>
internal sealed record SearchCase(string Space, bool SecondOrder, int Steps, bool Smoke, int Epochs = 1, string Backend = Backends.LibTorch)
{
    private const int Seed = 1;
    private const int Classes = 10;
    private const int MostPerClass = 1000;

    internal static readonly SearchSpace[] Spaces = [SearchSpace.Original, SearchSpace.WithSandglass];

    internal string Name => $"{Space}, {(SecondOrder ? "second" : "first")} order, {Backend}";

    internal SearchPreset Preset => Smoke ? SearchPreset.Smoke : SearchPreset.Standard;

    internal SearchSpace Network => Preset.Of(Spaces.First(space => space.Name == Space));

    internal AlphaSearch Task => Preset.Search with { Space = Network, SecondOrder = SecondOrder };

    internal Recipe Recipe => Preset.Searching with { Epochs = Epochs, BatchSize = Smoke ? 8 : Preset.Searching.BatchSize };

    internal int Images => Classes * PerClass;

    /// <summary>Multiply-adds of one step.</summary>
    internal double MultiplyAdds => Task.Work(Recipe, Images) / (Steps * Epochs);

    // Both halves give a batch a step.
    private int PerClass => ((2 * Steps * Recipe.BatchSize) + Classes - 1) / Classes;

    /// <exception cref="WorkbenchException">So many steps need more images than there are.</exception>
    internal DatasetSplits LoadData() => PerClass <= MostPerClass
        ? FashionMnist.Load().TakePerClass((PerClass, 1, 1))
        : throw new WorkbenchException($"{Steps} steps an epoch need {PerClass} images a class, of which there are {MostPerClass}; take fewer steps");

    internal RunSpec Spec(DatasetSplits data, int threads) => new(Task, Recipe, data.Identity, Seed) { Backend = Backend, Threads = threads };

    /// <summary>Searches with the library's own search, in this process.</summary>
    /// <param name="threads">libtorch's threads.</param>
    /// <param name="stepped">Told the loss of the weights' batch after each step.</param>
    /// <param name="ended">Told the mean loss of the alphas' batches after each epoch.</param>
    internal void Search(int threads, Action<double> stepped, Action<double> ended)
    {
        using var data = LoadData();
        using var trainer = new Trainer(Spec(data, threads), data);
        while (!trainer.IsDone)
        {
            var (epoch, _) = trainer.TrainEpoch(new Told(stepped));
            ended(((SearchEpoch)epoch).ValidationLoss);
        }
    }

    private sealed class Told(Action<double> stepped) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => stepped(value.Loss);
    }
}
