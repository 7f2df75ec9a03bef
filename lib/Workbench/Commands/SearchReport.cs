using System.Globalization;
using Sandglass.Data;
using Sandglass.Search.Controls;
using Sandglass.Search.Networks;
using Sandglass.Search.Retraining;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;
using Sandglass.Statistics;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary>What the search commands say.</summary>
internal static class SearchReport
{
    private const int Shown = 5;

    internal static void WriteProxy(SearchPreset preset, DatasetSplits data, TextWriter output, SearchSpace? searched = null)
    {
        foreach (var line in preset.Describe(data.Training.Count, searched))
        {
            output.WriteLine(line);
        }
    }

    internal static void WriteSearch(SearchRun run, TextWriter output)
    {
        var table = TextTable.Of("#Epoch", "#Training\naccuracy %", "#Validation\naccuracy %", "#Skip\nconnections", "Alarm");
        foreach (var epoch in run.Epochs)
        {
            table.Add(Wording.Grouped(epoch.Epoch), Percent(epoch.TrainingAccuracy), Percent(epoch.ValidationAccuracy), Wording.Grouped(epoch.Skips), epoch.Alarm ? "rings" : "");
        }

        table.Write(output);
        output.WriteLine(FormattableString.Invariant($"searched {run.Spec.Space.Name}, seed {run.Spec.Seed}, in {run.Seconds:0} s: {run.Directory}"));
        if (run.AlarmEpoch is { } rang)
        {
            output.WriteLine(FormattableString.Invariant(
                $"alarm: skip connections took over in epoch {rang}{(run.StoppedEarly ? "; the search ended there, and the genotype is that of the epoch before" : "")}"));
        }

        output.WriteLine(run.Genotype);
    }

    internal static void WriteRandom(RandomSearchRun run, TextWriter output)
    {
        var table = TextTable.Of("#Candidate", "#Accuracy %", "#Parameters", "#Multiply-adds", "#Gradient\nnorm", "#log SynFlow");
        foreach (var candidate in run.Candidates.OrderByDescending(candidate => candidate.Accuracy).Take(Shown))
        {
            table.Add(
                Wording.Grouped(candidate.Number), Percent(candidate.Accuracy), Wording.Grouped(candidate.Parameters), Wording.Grouped(candidate.MultiplyAdds),
                candidate.GradientNorm.ToString("0.00", CultureInfo.InvariantCulture), candidate.LogSynFlow.ToString("0.0", CultureInfo.InvariantCulture));
        }

        table.Write(output);
        output.WriteLine(FormattableString.Invariant(
            $"the best {Math.Min(Shown, run.Candidates.Count)} of {run.Candidates.Count} candidates of {run.Spec.Space.Name}, seed {run.Spec.Seed}, in {run.Seconds:0} s: {run.Directory}"));
        output.WriteLine(run.Best.Genotype);
    }

    internal static void WriteDerived(DerivedRun run, TextWriter output)
    {
        var plan = run.Spec.Plan;
        output.WriteLine(FormattableString.Invariant($"""
            {plan.Genotype}
            {plan.Cells} cells, {plan.Channels} channels, seed {run.Spec.Seed}: {Wording.Counted(run.Spec.Recipe.Epochs, "epoch")} in {run.Seconds:0} s: {run.Directory}
            test accuracy {Percent(run.TestAccuracy)} %, {run.Parameters:n0} parameters, {run.MultiplyAdds:n0} multiply-adds
            """));
    }

    internal static void WriteCount(Genotype genotype, CellNetworkPlan plan, TextWriter output)
    {
        var count = CellNetworkCounter.Count(plan with { Auxiliary = false });
        output.WriteLine(genotype);
        output.WriteLine(FormattableString.Invariant(
            $"{plan.Cells} cells, {plan.Channels} channels, {plan.Resolution} px: {count.Parameters:n0} parameters, {count.MultiplyAdds:n0} multiply-adds"));
    }

    internal static void WriteArm(SearchArmRun run, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{run.Arm.Name}, seed {run.Seed}: searched in {run.SearchSeconds:0} s"));
        WriteDerived(run.Derived, output);
    }

    /// <summary>The arms, their differences, and what scores without training were worth.</summary>
    internal static void WriteResults(SearchRecord record, TextWriter output)
    {
        var table = TextTable.Of(
            "Arm", "#Test\naccuracy %", "#±", "#Parameters", "#Of original's\nparameters %", "#Multiply-adds", "#Blocks\nof 16 edges", "#Skips of 8\n(normal)", "#Alarms", "#Seeds", "#Search\nseconds");
        foreach (var rows in record.Arms.Select(record.Of))
        {
            var accuracy = TInterval.OfMean([.. rows.Select(row => row.TestAccuracy)]);
            table.Add(
                rows[0].Arm, Percent(accuracy.Mean), double.IsNaN(accuracy.Low) ? "" : Percent(accuracy.High - accuracy.Mean),
                Wording.Grouped((long)rows.Average(row => row.Parameters)), Percent(rows.Average(row => row.RelativeParameters)),
                Wording.Grouped((long)rows.Average(row => row.MultiplyAdds)), Mean(rows.Average(row => row.Blocks)), Mean(rows.Average(row => row.Skips)),
                Wording.Grouped(rows.Count(row => row.AlarmEpoch is not null)), Wording.Grouped(rows.Count), Mean(rows.Average(row => row.SearchSeconds)));
        }

        table.Write(output);
        output.WriteLine("means over seeds; ±: half of the 95 % t interval.");
        foreach (var difference in record.Differences())
        {
            var test = difference.Test;
            output.WriteLine(
                $"{difference.First} − {difference.Second}: {Wording.Points(test.Difference.Mean)} points of test accuracy ({Wording.Points(test.Difference.Low)} to {Wording.Points(test.Difference.High)}, {test.Pairs} seeds paired; margin {Mean(100 * test.Margin)}): {difference.Verdict.ToString().ToLowerInvariant()}");
        }

        WriteScores(record, output);
    }

    private static void WriteScores(SearchRecord record, TextWriter output)
    {
        foreach (var (name, of) in ((string, Func<RandomCandidate, double>)[])
            [("gradient norm", c => c.GradientNorm), ("log SynFlow", c => c.LogSynFlow), ("parameters", c => c.Parameters), ("multiply-adds", c => c.MultiplyAdds)])
        {
            if (record.RankCorrelationOf(of) is { } spearman)
            {
                output.WriteLine(FormattableString.Invariant(
                    $"rank correlation of {name} with the accuracy of {record.Candidates.Count} random candidates: {spearman.Mean:0.00;−0.00}{(double.IsNaN(spearman.Low) ? "" : FormattableString.Invariant($" ({spearman.Low:0.00;−0.00} to {spearman.High:0.00;−0.00} over seeds)"))}"));
            }
        }
    }

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Mean(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
