using Microsoft.Data.Analysis;
using Sandglass.Blocks;
using Sandglass.Detection.Networks;
using Sandglass.Display.Drawings;
using Sandglass.Display.Figures;
using Sandglass.Display.Formatters;
using Sandglass.Display.Pictures;
using Sandglass.Lessons.Checks;
using Sandglass.Networks;
using Sandglass.Paper;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Studies;
using Sandglass.Training;
using TorchSharp;

namespace Sandglass.Display.Tests.Formatters;

/// <summary>One value of every type that has a form of ours, made anew each time.</summary>
internal static class ShownValues
{
    public static (object Value, string MimeTypes)[] All() =>
    [
        (BlockSpec.Sandglass(96, 96), "text/html image/png text/plain"),
        (new BottleneckBlock(BlockSpec.Bottleneck(16, 16)), "text/html image/png text/plain"),
        (BlockPicture.Compare(("one", BlockSpec.Sandglass(24, 24)), ("two", BlockSpec.InvertedResidual(4, 4))), "image/png text/plain"),
        (Slider(), "application/vnd.plotly.v1+json image/png text/plain"),
        (Plan(), "text/html text/plain"),
        (Counter.Count(Plan()), "text/html text/plain"),
        (Budget.MatchMultiplyAdds(_ => Plan(), Plan()), "text/html text/plain"),
        (SampleResults.Rows, "text/html text/plain"),
        (torch.ones(3, 4, 5), "text/html text/plain"),
        (torch.nn.Linear(3, 4), "text/plain"),
        (Table(), "text/html text/plain"),
        (Feedback.Hint("The first depthwise convolution is missing."), "text/html text/plain"),
        (LearningCurveFigures.TrainingLoss(SampleResults.Curves), "application/vnd.plotly.v1+json image/png text/plain"),
        (LearningCurveFigures.TrainingLoss(SampleResults.Curves).ToChart(), "application/vnd.plotly.v1+json image/png text/plain"),
        (new ScottPlot.Plot(), "image/png text/plain"),
        (new TrainingPicture(new TrainingProgress(2, 4, 1, 0.5, 0.25), [1, 0.5], TimeSpan.FromSeconds(3), true), "text/html image/png text/plain"),
        (Genotype.DartsV2, "text/html text/plain"),
        (CellNetworkPlan.Cifar("darts", Genotype.DartsV2), "text/html text/plain"),
        (SampleSearches.RunOf(SearchSpace.WithSandglass, seed: 1, count: 3), "text/html text/plain"),
        (GenotypePicture.Of(Genotype.DartsV2, SearchSpace.Original), "image/png text/plain"),
        (SampleSearches.Picture(), "text/html text/plain"),
        (SearchFigures.Weights(SampleSearches.Run), "application/vnd.plotly.v1+json image/png text/plain"),
        (DetectionPictures.Objects("objects", [SampleDetections.Sample()], SampleDetections.Classes), "image/png text/plain"),
        (ComparisonOutcome.Of(RecordedStudy.Find("variants")!), "text/html text/plain"),
        (Ledger.Answer(Nothing), "text/html text/plain"),
        (Ledger.Answer(Nothing).Rows[0], "text/html text/plain"),
        (PaperIndex.Load(), "text/html text/plain"),
        (PaperTable.Load("latency.csv"), "text/html text/plain"),
        (Study.Load("variants"), "text/html text/plain"),
        (Study.Load("detection"), "text/html text/plain"),
        (Study.Load("search"), "text/html text/plain"),
        (Study.Compare(("one", Plan()), ("two", Plan())), "text/html text/plain"),
        (SampleAnalysis.Images("grey"), "image/png text/plain"),
        (SampleAnalysis.Images("colour", channels: 3), "image/png text/plain"),
        (SampleAnalysis.Splits(), "image/png text/plain"),
        (SampleAnalysis.Predictions(SampleAnalysis.Images("noise")), "image/png text/plain"),
        (SampleAnalysis.Predictions(SampleAnalysis.Images("noise")).ConfusionMatrix(), "application/vnd.plotly.v1+json image/png text/plain"),
        (SampleAnalysis.Captures(SampleAnalysis.Images("noise")), "image/png text/plain"),
        (ImagePictures.Of(SampleAnalysis.Images("noise")), "image/png text/plain"),
        (SampleAnalysis.Network(), "text/plain"),
        (SampleAnalysis.Ranks(), "application/vnd.plotly.v1+json image/png text/plain"),
        (SampleAnalysis.Gradients(), "application/vnd.plotly.v1+json image/png text/plain"),
        (new[] { SampleAnalysis.Ranks() }, "text/html text/plain"),
        (new[] { new GradientCheck("noise", SampleAnalysis.Gradients()) }, "text/html text/plain"),
        (Study.Load("variants").Design(), "text/html text/plain"),
        (Counter.Compare(14, PaperVariants.All(96)), "text/html text/plain"),
        (new[] { Budget.MatchMultiplyAdds(_ => Plan(), Plan()) }, "text/html text/plain"),
        (new[] { SsdLite.MobileNeXt(), SsdLite.MobileNetV2() }, "text/html text/plain"),
        (new[] { SearchSpace.Original, SearchSpace.WithSandglass }, "text/html text/plain"),
        (SearchPreset.Standard, "text/html text/plain"),
        (PublishedPoint.Load(), "application/vnd.plotly.v1+json image/png text/plain"),
        (Study.Load("inside").Diagnostics().GradientDifferences(), "text/html text/plain"),
        (Study.Load("inside").Diagnostics().Interventions(), "text/html text/plain"),
        (Study.Load("inside").Diagnostics().Correlation("effective_rank"), "text/plain"),
        .. new object[] { (byte)1, (short)1, 1, 1L, 1.5f, 1.5, 1.5m, "<b>", true }.Select(value => (value, "text/plain")),
    ];

    private static ClaimLedger Ledger { get; } = ClaimLedger.Load();

    private static RecordedOutcomes Nothing => new(_ => null);

    public static BlockSlider Slider() => BlockSlider.Over(
        "ratio", [.. new[] { 2, 4, 6 }.Select(ratio => ($"{ratio}", BlockSpec.Sandglass(48, 48, ratio)))]);

    public static DataFrame Table() => new(
        new StringDataFrameColumn("<i>name</i>", ["<b>x</b>", "y & z"]), new DoubleDataFrameColumn("value", [1.0 / 3, null]));

    private static NetworkPlan Plan() => MacroPlan.SmallImage.Fill(BlockFamily.Sandglass);
}
