using Sandglass.Data;
using Sandglass.Display.Notebooks;
using Sandglass.Training;

namespace Sandglass;

/// <summary>Trains a network in one line.</summary>
public static class PlanTraining
{
    /// <summary>
    /// The run of a network, live in the cell that asks for it. A run that is there is found and not repeated; an interrupted
    /// one resumes where it stopped.
    /// </summary>
    /// <param name="plan">The network.</param>
    /// <param name="preset">Recipe and images: <c>smoke</c>, <c>quick</c> or <c>standard</c>.</param>
    /// <param name="seed">Seed of all random streams.</param>
    /// <param name="images">Other images than the preset's; null: the preset's.</param>
    /// <param name="results">The folder of results; null: <c>results</c> of the repository, or of the current folder outside of it.</param>
    /// <param name="backend">Whose kernels train: <c>libtorch</c>, or <c>fused</c> for the workbench's own on the CPU, equal but for rounding.</param>
    /// <exception cref="WorkbenchException">The images do not fit the network, a file is damaged, or nothing can be written.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted; the next call resumes.</exception>
    public static Run Train(this NetworkPlan plan, string preset = "quick", int seed = 1, DataSource? images = null, string? results = null, string backend = Backends.LibTorch)
    {
        var chosen = Preset.Named(preset);
        using var data = (images ?? chosen.Data).Load();
        return plan.TrainOn(data, chosen.Recipe, seed, results, backend);
    }

    /// <inheritdoc cref="Train(NetworkPlan, string, int, DataSource?, string?, string)"/>
    public static Run Train(this BudgetMatch plan, string preset = "quick", int seed = 1, DataSource? images = null, string? results = null, string backend = Backends.LibTorch) =>
        plan.Plan.Train(preset, seed, images, results, backend);

    /// <summary>The same with a recipe and loaded images of one's own.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="recipe">How it is trained.</param>
    /// <param name="images">The images; not owned.</param>
    /// <param name="seed">Seed of all random streams.</param>
    /// <param name="results">The folder of results; null as above.</param>
    /// <param name="backend">Whose kernels train, as above.</param>
    /// <inheritdoc cref="Train(NetworkPlan, string, int, DataSource?, string?, string)" path="/exception"/>
    public static Run Train(this NetworkPlan plan, Recipe recipe, DatasetSplits images, int seed = 1, string? results = null, string backend = Backends.LibTorch) =>
        plan.TrainOn(images, recipe, seed, results, backend);

    private static Run TrainOn(this NetworkPlan plan, IRunData images, Recipe recipe, int seed, string? results, string backend)
    {
        var spec = new RunSpec(new Classification(plan), recipe.Validated(), images.Identity, seed) { Backend = backend };
        Backends.Check(spec.Backend, spec.Device);
        var store = ResultsFolder.Runs(results);
        return store.Find(spec) ?? LiveProgress.Of(progress => store.FindOrTrain(spec, images, progress), Backends.NoteOn(backend));
    }
}
