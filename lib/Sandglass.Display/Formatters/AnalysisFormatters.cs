using System.Globalization;
using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Ranks;
using Sandglass.Data;
using Sandglass.Display.Figures;
using Sandglass.Display.Pictures;
using Sandglass.Display.Style;
using Sandglass.Studies;

namespace Sandglass.Display.Formatters;

/// <summary>Images, and what trained networks say of them and of themselves.</summary>
internal static class AnalysisFormatters
{
    public static void Register()
    {
        Sheet<ImageDataset>(ImagePictures.Of);
        Sheet<DatasetSplits>(splits => ImagePictures.Of(splits.Training));
        Sheet<Predictions>(ImagePictures.Of);
        Sheet<Captures>(ImagePictures.Of);
        Sheet<TileSheet>(sheet => sheet);
        FigureFormatters.Register<ConfusionMatrix>(RunFigures.Confusion);
        FigureFormatters.Register<RankProfile>(RunFigures.EffectiveRank);
        FigureFormatters.Register<GradientGram>(RunFigures.Agreement);
        new Forms<IEnumerable<FamilyStatement>>().Table(Statements);
        new Forms<IEnumerable<RankProfile>>().Table(Ranks);
        new Forms<MetricCorrelation>().Plain(Correlation);
        new Forms<IEnumerable<Intervention>>().Table(Interventions);
        new Forms<IEnumerable<GradientCheck>>().Table(Checks);
        new Forms<TrainedNetwork>().Plain(network => FormattableString.Invariant($"{network.Plan.Name}, trained on {network.Images.Training.Name}: Capture(pattern, images), Predict(images)"));
    }

    private static void Sheet<T>(Func<T, TileSheet> of) => new Forms<T>().Png(value => of(value).ToPng()).Plain(value => of(value).Title);

    private static Table Statements(IEnumerable<FamilyStatement> statements) => Table.Of(
        ["statement", "than those of", "verdict", "sandglass − the other, 95 % interval over seeds"],
        statements.Select(statement => (string[])
        [
            statement.Statement, FamilyPalette.For(statement.Other).Name, statement.Verdict, string.Join("; ", statement.Differences),
        ]));

    private static Table Interventions(IEnumerable<Intervention> interventions) => Table.Of(
        ["shortcuts", "#effective rank (share)", "#median cosine", "#validation accuracy"],
        interventions.Select(change => (string[])
        [
            change.Variant, Number(change.EffectiveRank, "0.000"), Number(change.MedianCosine, "0.000"), $"{Number(100 * change.Accuracy, "0.0")} %",
        ]));

    private static Table Ranks(IEnumerable<RankProfile> profiles) => Table.Of(
        ["network", "#images", "effective rank of channels, by depth"],
        profiles.Select(profile => (string[])
        [
            profile.Network, Number(profile.Images, "n0"), string.Join(", ", profile.Ranks.DistinctBy(rank => rank.Place).Select(rank => $"{Number(rank.EffectiveRank, "0.0")} of {rank.Channels}")),
        ]));

    private static string Correlation(MetricCorrelation correlation)
    {
        var (rank, low, high, level) = correlation.SpearmanByRuns;
        var moves = low > 0 ? "the metric rises with accuracy" : high < 0 ? "the metric falls where accuracy rises" : "no common movement is seen";
        return FormattableString.Invariant($"Rank correlation {rank:0.00} ({100 * level:0} % interval {low:0.00} to {high:0.00}, resampled by runs), {correlation.Records} points of {correlation.Runs} runs: {moves}.");
    }

    private static Table Checks(IEnumerable<GradientCheck> checks) => Table.Of(
        ["gradients of", "#median cosine", "#least", "#below zero", "#parameters"],
        checks.Select(check => (check.What, Summary: check.Gradients.Summarize(), check.Gradients.Of(GradientGram.All).Parameters)).Select(check => (string[])
        [
            check.What, Number(check.Summary.Median, "0.00"), Number(check.Summary.Minimum, "0.00"), $"{Number(100 * check.Summary.ShareNegative, "0")} %", Number(check.Parameters, "n0"),
        ]));

    // A number that rounds to zero has no sign.
    private static string Number(double value, string format) => (Math.Round(value, 3) + 0.0).ToString(format, CultureInfo.InvariantCulture);
}
