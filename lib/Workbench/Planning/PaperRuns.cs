using System.Globalization;
using Sandglass;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Training;
using Sandglass.Networks;
using Sandglass.Paper;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Workbench.Planning;

/// <summary>A training behind a row of the paper.</summary>
/// <param name="Table">The table, as <c>data/paper/index.csv</c> calls it.</param>
/// <param name="Network">What is trained.</param>
/// <param name="Parameters">Its trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image, forward.</param>
/// <param name="Set">The images.</param>
/// <param name="Images">How many an epoch has.</param>
/// <param name="Epochs">Passes over them.</param>
/// <param name="Work">Multiply-adds of the whole training, forward and backward.</param>
internal sealed record PaperRun(string Table, string Network, long Parameters, long MultiplyAdds, string Set, int Images, int Epochs, double Work);

/// <summary>The trainings behind the paper's tables, each once: a network that several tables show is in the first.</summary>
internal static class PaperRuns
{
    /// <summary>Training images of ImageNet's challenge of 2012 (Russakovsky et al. 2015).</summary>
    public const int ImageNetImages = 1_281_167;

    /// <summary>Images of ImageNet's set are so called.</summary>
    public const string ImageNet = "ImageNet";

    // As the logs behind 74.02 have it: a cosine over 200, then ten at the last rate. The paper's text says 200.
    private const int Epochs = 210;
    private const int EfficientEpochs = 500; // of the released configurations
    private const int VocPictures = 16_551; // VOC 2007 and 2012, training and validation
    private const int CifarImages = 50_000;

    private static readonly (string Structure, string Network)[] Variants =
    [
        ("(a)", "variant-a"), ("(b)", "variant-b"), ("(c)", "variant-c"), ("MobileNetV2 + depthwise", "mobilenetv2-plus-depthwise"),
    ];

    /// <summary>All of them.</summary>
    /// <exception cref="WorkbenchException">A table of <c>data/paper</c> cannot be read.</exception>
    public static IReadOnlyList<PaperRun> All() => [.. Widths(), .. Identity(), .. OfVariants(), .. Efficient(), .. Detection(), .. Search()];

    private static IEnumerable<PaperRun> Widths() =>
        from row in PaperTable.Read("widths.csv", null).Rows.Concat(PaperTable.Read("figure-1.csv", null).Rows)
        let point = (Network: row.Text("network"), Width: row.Read("width", text => double.Parse(text, CultureInfo.InvariantCulture)))
        group point by point into points
        orderby points.Key.Network, points.Key.Width descending
        select OnImageNet("width table", NetworkCatalogue.Find(points.Key.Network).Plan(points.Key.Width), Epochs);

    private static IEnumerable<PaperRun> Identity() =>
        from row in PaperTable.Read("identity-multiplier.csv", null).Rows
        let share = row.Text("alpha").Split(' ')[0] // "1/4 by the label"
        where share != "1"
        select OnImageNet("identity table", MobileNeXt.Official(), Epochs) with { Network = $"mobilenext-1.0, identity {share}" };

    private static IEnumerable<PaperRun> OfVariants() =>
        from row in PaperTable.Read("variants.csv", null).Rows
        join variant in Variants on row.Text("structure") equals variant.Structure
        select OnImageNet("variant table", NetworkCatalogue.Find(variant.Network).Plan(), Epochs);

    private static IEnumerable<PaperRun> Efficient() =>
        from plan in (NetworkPlan[])[MobileNeXtEfficient.B0(), MobileNeXtEfficient.B1()]
        select OnImageNet("comparison table", plan, EfficientEpochs);

    private static IEnumerable<PaperRun> Detection() =>
        from plan in (DetectorPlan[])[SsdLite.MobileNeXt(), SsdLite.MobileNetV2()]
        select Of("detection table", DetectionPreset.Voc.Task(plan), DetectionPreset.Voc.Recipe, "VOC", VocPictures);

    // What a search finds is not known before: its network is taken to cost what the published one of DARTS does.
    private static IEnumerable<PaperRun> Search() =>
        from space in (SearchSpace[])[SearchSpace.Original, SearchSpace.WithSandglass]
        let found = new CellClassification(CellNetworkPlan.Cifar($"network of {space.Name}", Genotype.DartsV2))
        from run in (PaperRun[])
        [
            Of("search table", new AlphaSearch(space), AlphaSearch.PublishedRecipe, "CIFAR-10", CifarImages) with { Network = $"search in {space.Name}" },
            Of("search table", found, CellTask.PublishedRecipe, "CIFAR-10", CifarImages),
        ]
        select run;

    private static PaperRun OnImageNet(string table, NetworkPlan plan, int epochs) =>
        Of(table, new Classification(plan), new Recipe { Epochs = epochs }, ImageNet, ImageNetImages);

    private static PaperRun Of(string table, RunTask task, Recipe recipe, string set, int images)
    {
        var (parameters, multiplyAdds) = task.Cost;
        return new PaperRun(table, task.Name, parameters, multiplyAdds, set, images, recipe.Epochs, task.Work(recipe, images));
    }
}
