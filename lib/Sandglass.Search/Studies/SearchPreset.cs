using Sandglass.Data;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Search.Studies;

/// <summary>
/// The proxy on which a search is affordable on two cores: the size of the cells' network, the length of search and
/// training, and the number of images of Fashion-MNIST. The stem halves the images, so that cells see 14 pixels a side.
/// </summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Cells">Cells of the search network, of random candidates, and of the networks that are trained from scratch.</param>
/// <param name="SearchChannels">Width of the first cell while searching, and of random candidates.</param>
/// <param name="Channels">Width of the first cell of the networks that are trained from scratch.</param>
/// <param name="Searching">The recipe of the search.</param>
/// <param name="Candidate">How a candidate of the random search is trained.</param>
/// <param name="Evaluation">How a found network is evaluated: its training from scratch.</param>
/// <param name="Seeds">Seeds of a comparison.</param>
/// <param name="ImagesPerClass">Training, validation and test images a class; null takes all. The validation images are not used: a search splits the training images.</param>
public sealed record SearchPreset(
    string Name,
    int Cells,
    int SearchChannels,
    int Channels,
    Recipe Searching,
    Recipe Candidate,
    Recipe Evaluation,
    IReadOnlyList<int> Seeds,
    (int Training, int Validation, int Test)? ImagesPerClass)
{
    private static readonly Recipe QuickSearch = AlphaSearch.PublishedRecipe with { LearningRate = 0.1, Augmentation = Augmentation.None };

    private static readonly Recipe FromScratch = CellTask.PublishedRecipe with { LearningRate = 0.1, BatchSize = 64, Augmentation = Augmentation.None };

    /// <summary>Checks that everything works, in seconds; the result means nothing.</summary>
    public static SearchPreset Smoke { get; } = new(
        "smoke",
        Cells: 3,
        SearchChannels: 8,
        Channels: 8,
        QuickSearch with { Epochs = 2, BatchSize = 32 },
        FromScratch with { Epochs = 1, BatchSize = 32 },
        FromScratch with { Epochs = 1, BatchSize = 32 },
        [1, 2],
        (8, 1, 20));

    /// <summary>
    /// The standard proxy. The original's 50 epochs of 390 steps become 4 of 78, so the alphas' rate is raised until rate
    /// times steps is again about six, as there; the weights' rate is raised as for all networks that are trained shortly here.
    /// At 24 channels the narrowest sandglass has four hidden ones; at 8 it would have one, a map of rank one.
    /// </summary>
    public static SearchPreset Standard { get; } = new(
        "standard",
        Cells: 5,
        SearchChannels: 24,
        Channels: 24,
        QuickSearch with { Epochs = 4 },
        FromScratch with { Epochs = 2 },
        FromScratch with { Epochs = 5 },
        [1, 2, 3],
        null);

    /// <summary>What is searched; its space is set by <see cref="SearchOf(SearchArm, DatasetSplits, int)"/>.</summary>
    internal AlphaSearch Search { get; init; } = new(SearchSpace.WithSandglass) { AlphaRate = 0.02 };

    /// <summary>
    /// DARTS's defaults on CIFAR-10 (Liu et al. 2019), for the paper's search; that it used them unchanged is not known. Never run here.
    /// </summary>
    internal static SearchPreset Paper { get; } = new(
        "paper",
        Cells: 8,
        SearchChannels: 16,
        Channels: 36,
        AlphaSearch.PublishedRecipe,
        CellTask.PublishedRecipe,
        CellTask.PublishedRecipe,
        [1],
        null)
    {
        IsPublished = true,
        EvaluationCells = 20,
        Search = new(SearchSpace.WithSandglass),
    };

    /// <summary>Whether it is the published protocol, on CIFAR-10, and no proxy.</summary>
    internal bool IsPublished { get; init; }

    /// <summary>Cells of the networks that are trained from scratch; null: as many as those of the search network.</summary>
    internal int? EvaluationCells { get; init; }

    /// <summary>All presets that need no other images.</summary>
    public static IReadOnlyList<SearchPreset> All { get; } = [Smoke, Standard];

    /// <summary>The preset of a name.</summary>
    /// <exception cref="WorkbenchException">There is no preset of that name; case does not matter.</exception>
    public static SearchPreset Named(string name) => All.Append(Paper).FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new WorkbenchException($"unknown preset '{name}'; use {string.Join(" or ", All.Select(p => p.Name))}");

    /// <summary>A space's operations in the proxy's network.</summary>
    /// <param name="space">The space.</param>
    public SearchSpace Of(SearchSpace space) => space with
    {
        Cells = Cells,
        Channels = SearchChannels,
        StemStride = IsPublished ? 1 : 2,
        InputChannels = IsPublished ? 3 : 1,
        Resolution = IsPublished ? 32 : 28,
        Classes = 10,
    };

    /// <summary>The search of an arm; random search gets the multiply-adds of a search of its space.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="data">The images.</param>
    /// <param name="seed">The seed.</param>
    internal RunSpec SearchOf(SearchArm arm, DatasetSplits data, int seed)
    {
        var search = Search with { Space = Of(arm.Space) };
        return arm.IsRandom
            ? new RunSpec(new RandomSearch(search.Space, BudgetOf(arm.Space, data.Training.Count)) { Auxiliary = 0, DropPath = 0 }, Candidate, data.Identity, seed)
            : new RunSpec(search, Searching, data.Identity, seed);
    }

    /// <summary>Multiply-adds of a search by alphas, which random search of the same space gets.</summary>
    /// <param name="space">The space.</param>
    /// <param name="images">Training images, both halves together.</param>
    internal double BudgetOf(SearchSpace space, int images) => SearchCost.OfSearch(Search with { Space = Of(space) }, Searching, images);

    /// <summary>The whole of an arm: search, derivation, and evaluation of the network found.</summary>
    /// <inheritdoc cref="SearchOf"/>
    internal RunSpec RunOf(SearchArm arm, DatasetSplits data, int seed) =>
        new(Regularized(new FoundNetwork(SearchOf(arm, data, seed), EvaluationCells ?? Cells, Channels)), Evaluation, data.Identity, seed);

    /// <summary>The training of a network from scratch.</summary>
    /// <param name="plan">The network, such as <see cref="Derived"/>.</param>
    /// <param name="data">The images.</param>
    /// <param name="seed">The seed.</param>
    internal RunSpec TrainingOf(CellNetworkPlan plan, DatasetSplits data, int seed) =>
        new(Regularized(new CellClassification(plan)), Evaluation, data.Identity, seed);

    /// <summary>The network that is trained from scratch.</summary>
    /// <param name="genotype">What was found.</param>
    public CellNetworkPlan Derived(Genotype genotype) =>
        CellNetworkPlan.Of("derived", genotype, Of(SearchSpace.Original)) with { Channels = Channels, Cells = EvaluationCells ?? Cells };

    /// <summary>The embedded Fashion-MNIST splits, reduced if the preset says so. The caller disposes them.</summary>
    /// <exception cref="WorkbenchException">The data is missing or damaged, or the preset is for other images.</exception>
    public DatasetSplits LoadData() => LoadData(null);

    /// <summary>The images: CIFAR-10 from where it lies, all of its training images, or the embedded ones.</summary>
    /// <param name="cifar">The folder or archive of CIFAR-10; null for the embedded images.</param>
    /// <exception cref="WorkbenchException">The data is missing or damaged, or the preset is for other images.</exception>
    internal DatasetSplits LoadData(string? cifar) => (IsPublished, cifar) switch
    {
        (true, { } path) => new CifarImages(path) { HoldsOut = false }.LoadSplits(),
        (false, null) => Data.LoadSplits(),
        (true, null) => throw new WorkbenchException($"the preset '{Name}' is for CIFAR-10; name its folder or archive with --images"),
        _ => throw new WorkbenchException($"the preset '{Name}' is a proxy on the images of the repository; use '{Paper.Name}' for CIFAR-10"),
    };

    /// <summary>The embedded Fashion-MNIST images, reduced if the preset says so.</summary>
    internal EmbeddedImages Data => new(ImagesPerClass?.Training, ImagesPerClass?.Validation, ImagesPerClass?.Test);

    /// <summary>The proxy in lines, as commands print it.</summary>
    /// <param name="images">Training images, both halves together.</param>
    /// <param name="searched">The space whose search sets the random search's budget; null takes both of the study.</param>
    public IReadOnlyList<string> Describe(int images, SearchSpace? searched = null)
    {
        if (IsPublished)
        {
            return
            [
                FormattableString.Invariant($"preset '{Name}': DARTS's defaults on CIFAR-10. Search: {Cells} cells of {SearchChannels} channels, {Searching.Epochs} epochs, batches of {Searching.BatchSize} of each half of {images:n0}"),
                FormattableString.Invariant($"from scratch: {EvaluationCells} cells of {Channels} channels, {Evaluation.Epochs} epochs, batches of {Evaluation.BatchSize}, cutout 16, drop-path 0.2, auxiliary classifier 0.4, on all {images:n0}"),
                "not known: whether the paper changed these, and the kernels and ratio of its sandglass operation; never run here",
            ];
        }

        var (half, space) = (images / 2, Of(SearchSpace.WithSandglass));
        var (steps, end) = (half / Searching.BatchSize, Searching.Schedule is Cosine cosine ? cosine.End : Searching.LearningRate);
        var budgets = (searched is null ? [SearchSpace.Original, SearchSpace.WithSandglass] : (SearchSpace[])[searched])
            .Select(of => FormattableString.Invariant($"{BudgetOf(of, images) / 1e9:n0} G in {of.Name}"));
        return
        [
            FormattableString.Invariant($"proxy '{Name}': {Cells} cells, {SearchChannels} channels, {space.Resolution / space.StemStride} px, {space.Nodes} nodes, Fashion-MNIST"),
            FormattableString.Invariant($"search: {Counted(Searching.Epochs, "epoch")} of {Counted(steps, "step")} with {Searching.BatchSize} images of each half of {images:n0}; alphas by Adam at {Search.AlphaRate}, weights by SGD from {Searching.LearningRate} to {end}"),
            FormattableString.Invariant($"random search: {Counted(Candidate.Epochs, "epoch")} a candidate on one half, judged on the other, for the multiply-adds of a search of its space ({string.Join(", ", budgets)})"),
            FormattableString.Invariant($"from scratch: {Cells} cells, {Channels} channels, {Counted(Evaluation.Epochs, "epoch")} on all {images:n0}"),
            FormattableString.Invariant($"alarm: {Search.SkipLimit} of 8 edges of the normal cell are skip connections; {(Search.StopAtAlarm ? "it ends the search with the genotype of the epoch before" : "the search goes on, and says so")}"),
        ];
    }

    // In the few epochs of a proxy a network underfits; the published protocol has both.
    private T Regularized<T>(T task)
        where T : CellTask => IsPublished ? task : task with { Auxiliary = 0, DropPath = 0 };

    private static string Counted(int number, string of) => FormattableString.Invariant($"{number} {of}{(number == 1 ? "" : "s")}");
}
