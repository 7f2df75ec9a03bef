using System.Text.Json;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Paper;

/// <summary>
/// The main comparison: the three families in one macro-plan at equal cost. Only the block changes: depth, resolutions
/// and the rule of width stay, and every block is full.
/// </summary>
internal static class BlockComparison
{
    /// <summary>The rate of every family where one is shared, fixed by a pilot before the sweeps. On either set of images the sweep finds the next
    /// higher rate of its grid better, each family and budget counting the same, by far on glyphs (docs/RESULTS.md); the one after that is too
    /// high for a family.</summary>
    public const double SharedLearningRate = 0.2;

    /// <summary>Families in the order of the tables.</summary>
    public static IReadOnlyList<BlockFamily> Families { get; } =
        [BlockFamily.Bottleneck, BlockFamily.InvertedResidual, BlockFamily.Sandglass];

    /// <summary>Shares of the full budget that carry the claims.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.4, 0.2, 0.1];

    /// <summary>How many training images the studies have that tell what more images are worth.</summary>
    public static IReadOnlyList<int> TrainingImages { get; } = [1_000, 2_000, 5_000, AllTrainingImages];

    /// <summary>The fact by which a record says how many training images its study has.</summary>
    internal const string TrainingImagesFact = "trainingImages";

    private const int AllTrainingImages = 10_000;

    /// <summary>Ten, because at the spread of a pilot of five (0.7 points) ten find a difference of one margin in more than nine
    /// cases of ten.</summary>
    public static IReadOnlyList<int> Seeds { get; } = [.. Enumerable.Range(1, 10)];

    /// <summary>The comparison of <c>reproduce</c>: 8 M multiply-adds and two fifths of them.</summary>
    /// <param name="preset">Images, recipe and seeds.</param>
    public static Study OnSmallImages(Preset preset) => AtBudgets("blocks-standard", ComparedImages.Garments, [1, 0.4], _ => preset.Recipe) with
    {
        Data = preset.Data,
        Seeds = preset.Seeds,
        Observers = ["confusion", "rank"],
        Observed = ("0.4x", preset.Seeds[0]), // they take as long as two more epochs
    };

    /// <summary>The comparison behind the claims: three budgets, ten seeds, one learning rate.</summary>
    /// <param name="images">The images.</param>
    public static Study AtSharedLearningRate(ComparedImages images) =>
        AtBudgets($"blocks{images.Suffix}", images, Shares, _ => Preset.Long(SharedLearningRate));

    /// <summary>The same, each family at each budget at the rate that the sweep found best there.</summary>
    /// <param name="images">The images.</param>
    /// <param name="rates">The rates.</param>
    public static Study AtTunedLearningRates(ComparedImages images, IReadOnlyDictionary<(BlockFamily Family, string Budget), double> rates) =>
        AtBudgets($"blocks-tuned{images.Suffix}", images, Shares, place => Preset.Long(rates[(place.Family, Group(place.Share))])) with
        {
            Question = "Which block is most accurate at equal multiply-adds, each at its best learning rate?",
        };

    /// <summary>The same at the full budget, whose runs take as long as those of the three others together.</summary>
    /// <param name="images">The images.</param>
    public static Study AtFullBudget(ComparedImages images) =>
        AtBudgets($"blocks-large{images.Suffix}", images, [1], _ => Preset.Long(SharedLearningRate)) with { Seeds = [1, 2, 3, 4, 5] };

    /// <summary>What happens inside the networks of the main comparison, at its largest and its smallest budget.</summary>
    public static Study Inside() => AtBudgets("inside", ComparedImages.Garments, [0.4, 0.1], _ => Preset.Long(SharedLearningRate)) with
    {
        Question = "Do gradients agree more, and is less information lost, in sandglass blocks?",
        Observers = Sandglass.Studies.Diagnostics.Observers.All,
    };

    /// <summary>
    /// The comparison with fewer training images, reduced class by class, and at more budgets. A run takes as many steps, with as
    /// many of them in warm-up, as with all images: in as many epochs a network would also be trained less, and nobody could say which of the two it lacks.
    /// At a twentieth of the budget no width of the inverted residual comes within 3 %, so it is left out for all.
    /// </summary>
    /// <param name="images">Training images.</param>
    public static Study WithTrainingImages(int images)
    {
        var (all, whole) = (ComparedImages.Garments, Preset.Long(SharedLearningRate));
        int StepsPerEpoch(int count) => count / whole.BatchSize;
        var steps = whole.Epochs * StepsPerEpoch(AllTrainingImages);
        var recipe = images == AllTrainingImages ? whole : whole with
        {
            Epochs = (int)Math.Round((double)steps / StepsPerEpoch(images)),
            Warmup = new Warmup(Steps: (int)whole.Warmup!.StepsOf(StepsPerEpoch(AllTrainingImages))),
        };
        return AtBudgets(NameWith(images), all, [1, .. Shares], _ => recipe) with
        {
            Question = FormattableString.Invariant($"Which block is most accurate at equal multiply-adds with {images:n0} training images?"),
            Data = images == AllTrainingImages ? all.Data : new EmbeddedImages(Training: images / FashionMnist.ClassNames.Count),
            Seeds = [1, 2, 3],
            About = new Dictionary<string, JsonElement> { [TrainingImagesFact] = JsonSerializer.SerializeToElement(images) },
        };
    }

    /// <summary>The comparison in two and a half times the epochs and on augmented images, at its largest and its smallest budget: in
    /// eight epochs without augmentation the networks learn their training images by heart.</summary>
    public static Study ForLong() =>
        AtBudgets("blocks-long", ComparedImages.Garments, [0.4, 0.1], _ => Preset.Long(SharedLearningRate) with { Epochs = 20, Augmentation = Augmentation.Standard }) with
        {
            Question = "Which block is most accurate at equal multiply-adds after more epochs on augmented images?",
            Seeds = [1, 2, 3, 4, 5],
        };

    /// <summary>The comparison at equal parameters: as many as the inverted residual has at two budgets.</summary>
    public static Study AtEqualParameters()
    {
        var images = ComparedImages.Garments;
        var arms =
            from share in (double[])[1, 0.4]
            let reference = images.Match(BlockFamily.InvertedResidual, share).Plan
            from family in Families
            let match = Budget.MatchParameters(width => images.Fill(family, width), reference)
            select Arm(family, $"{Group(share)} parameters", match, Preset.Long(SharedLearningRate));
        return Of("blocks-parameters", "Which block is most accurate at equal parameters?", images, [.. arms]) with { Seeds = [1, 2, 3, 4, 5] };
    }

    /// <summary>The name of the study with a number of training images.</summary>
    internal static string NameWith(int images) => FormattableString.Invariant($"curves-{images / 1000}k");

    /// <summary>Sandglass against either other family decides; the other two are compared besides.</summary>
    internal static IEnumerable<PlannedComparison> Comparisons(string group) =>
    [
        new(FamilyBlocks.Name(BlockFamily.Sandglass), FamilyBlocks.Name(BlockFamily.InvertedResidual), group, IsPrimary: true),
        new(FamilyBlocks.Name(BlockFamily.Sandglass), FamilyBlocks.Name(BlockFamily.Bottleneck), group, IsPrimary: true),
        new(FamilyBlocks.Name(BlockFamily.InvertedResidual), FamilyBlocks.Name(BlockFamily.Bottleneck), group, IsPrimary: false),
    ];

    /// <summary>Every family at shares of the full budget.</summary>
    /// <param name="name">Name of the study.</param>
    /// <param name="images">The images.</param>
    /// <param name="shares">The shares.</param>
    /// <param name="recipe">How a family is trained at a share.</param>
    private static Study AtBudgets(string name, ComparedImages images, IReadOnlyList<double> shares, Func<(BlockFamily Family, double Share), Recipe> recipe) => Of(
        name,
        "Which block is most accurate at equal multiply-adds?",
        images,
        [
            .. from share in shares
               from family in Families
               select Arm(family, Group(share), images.Match(family, share), recipe((family, share))),
        ]);

    private static Study Of(string name, string question, ComparedImages images, IReadOnlyList<StudyArm> arms) => new()
    {
        Name = name,
        Question = question,
        Data = images.Data,
        Seeds = Seeds,
        Backend = Backends.Fused,
        Arms = arms,
        Comparisons = [.. arms.Select(arm => arm.Group).Distinct().SelectMany(Comparisons)],
    };

    /// <summary>The name of a share of the full budget, such as <c>0.4x</c>.</summary>
    internal static string Group(double share) => FormattableString.Invariant($"{share}x");

    private static StudyArm Arm(BlockFamily family, string group, BudgetMatch match, Recipe recipe) =>
        StudyArm.Of(FamilyBlocks.Name(family), group, family, match, recipe);
}
