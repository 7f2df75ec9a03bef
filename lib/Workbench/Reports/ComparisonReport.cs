using System.Globalization;
using Sandglass;
using Sandglass.Data;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Display.Pages;
using Sandglass.Paper;
using Sandglass.Studies.Diagnostics;
using Sandglass.Training;

namespace Workbench.Reports;

/// <summary>The page of results of a comparison.</summary>
internal static class ComparisonReport
{
    public static ResultsPage Of(Study study, Preset preset, StudyRecord record, TimeSpan duration, int trained)
    {
        var rows = record.Summary();
        return new(
            "Sandglass, inverted residual or classic bottleneck: which block at equal cost?",
            preset == Preset.Smoke ? "A smoke run: everything works, and the networks learn. It does not tell one block from another." : ComparisonAnswer.Of(rows),
            rows,
            record.Curves(),
            Facts(study, preset, record, duration, trained),
            Warnings(preset))
        {
            Diagnostics = Diagnostics(record),
        };
    }

    private static Figure[] Diagnostics(StudyRecord record) =>
        record.Observed<ConfusionRow>(ConfusionRow.FileName) is { Count: > 0 } confusion && record.Observed<RankRow>(RankRow.FileName) is { Count: > 0 } ranks
            ? [ConfusionFigures.Densities(confusion), ConfusionFigures.OverEpochs(confusion, ConfusionQuantity.Median), RankFigures.AlongDepth(ranks)]
            : [];

    private static IReadOnlyList<(string Name, string Value)> Facts(Study study, Preset preset, StudyRecord record, TimeSpan duration, int trained)
    {
        var recipe = study.Arms[0].Recipe;
        var environment = record.Environments[0];
        using var data = preset.LoadData();
        return
        [
            new("Preset", preset.Name),
            new("Images", Text($"{data.Training.Name}: {data.Training.Count:n0} training images, {record.TestCorrect[0].Count:n0} test images read once, after the last epoch")),
            new("Networks", Text($"one macro-plan for all families: {study.Arms[0].Match!.Plan.Blocks.Count()} full blocks, the same depth, resolutions and rule of width; only the block changes")),
            new("Budgets", string.Join("; ", study.Arms.DistinctBy(arm => arm.Group).Select(arm => Text($"{arm.Group}: {arm.Match!.Target / 1e6:0.0} M multiply-adds")))
                + Text($"; met by width within {study.Arms.Max(arm => Math.Abs(arm.Match!.Residual)):0.0 %}")),
            new("Recipe", Text($"{recipe.Epochs} epochs, batch {recipe.BatchSize}, SGD with Nesterov momentum {((Sgd)recipe.Optimizer).Momentum}, learning rate {recipe.LearningRate} for every family, cosine after {recipe.Warmup?.Epochs ?? 0} epochs of warm-up, weight decay {recipe.WeightDecay:0.######} on weights, label smoothing {recipe.LabelSmoothing}, {Words(recipe.Augmentation)}")),
            new("Seeds", string.Join(", ", study.Seeds)),
            new("Intervals", "95 % Student t over seeds; differences are paired by seed; nothing is corrected for the number of comparisons"),
            new("Multiply-adds", "convolutions and linear layers of one image, without BatchNorm, activations, additions and pool"),
            new("Time a run", "training and validation of one run on one thread, other runs beside it"),
            new("Machine", $"{environment.Processor}, {environment.LogicalCores} cores; {environment.OperatingSystem}, {environment.Architecture}"),
            new("Versions", $"workbench {environment.Workbench}, .NET {environment.DotNet}, TorchSharp {environment.TorchSharp}, libtorch {environment.LibTorch}"),
            .. study.Backend == Backends.LibTorch ? [] : ((string, string)[])[("Backend", study.Backend)],
            new("Duration", Text($"{trained} of {record.Rows.Count} runs trained now, {duration.TotalMinutes:0.0} minutes in all")),
        ];
    }

    private static IReadOnlyList<string> Warnings(Preset preset) =>
        preset == Preset.Smoke ? ["Accuracies of a smoke run tell learning from a guess, which is 10 %, and nothing finer: each network saw a thousand images once."]
        : preset == Preset.Quick ? ["A quick run is there to explore: two thousand images, two seeds, a thousand test images. Ask the standard preset before you call it an answer."]
        : [Text($"{preset.Recipe.Epochs} epochs on small grey images are an answer about this protocol, not about ImageNet; repeat at two to three times the epochs before calling it a ranking.")];

    private static string Words(Augmentation augmentation) => augmentation == Augmentation.None
        ? "no augmentation"
        : Text($"shift {augmentation.ShiftPixels} px, flip {(augmentation.HorizontalFlip ? "on" : "off")}, cutout {augmentation.CutoutSize} px");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
