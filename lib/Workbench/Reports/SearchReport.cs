using System.Globalization;
using Sandglass;
using Sandglass.Data;
using Sandglass.Display;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;

namespace Workbench.Reports;

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

    internal static void WriteSearch(Run run, TextWriter output)
    {
        var search = FoundSearch.Of(run);
        if (search.Candidates.Count > 0)
        {
            WriteCandidates(search, run, output);
        }
        else
        {
            WriteEpochs(search, run, output);
        }

        output.WriteLine(search.Genotype);
    }

    internal static void WriteTraining(Run run, TextWriter output)
    {
        var result = run.Result<CellResult>();
        var plan = ((CellClassification)run.Spec.Task).Plan;
        output.WriteLine(FormattableString.Invariant($"""
            {result.Genotype}
            {plan.Cells} cells, {plan.Channels} channels, seed {run.Spec.Seed}: {Wording.Counted(run.Spec.Recipe.Epochs, "epoch")} in {run.Seconds:0} s: {run.Directory}
            test accuracy {Wording.Percent(result.TestAccuracy)} %, {result.Parameters:n0} parameters, {result.MultiplyAdds:n0} multiply-adds
            """));
    }

    internal static void WriteCount(Genotype genotype, CellNetworkPlan plan, TextWriter output)
    {
        var count = CellNetworkCounter.Count(plan with { Auxiliary = false });
        output.WriteLine(genotype);
        output.WriteLine(FormattableString.Invariant(
            $"{plan.Cells} cells, {plan.Channels} channels, {plan.Resolution} px: {count.Parameters:n0} parameters, {count.MultiplyAdds:n0} multiply-adds"));
    }

    private static void WriteEpochs(FoundSearch search, Run run, TextWriter output)
    {
        Table.Of(
            ["#Epoch", "#Training\naccuracy %", "#Validation\naccuracy %", "#Skip\nconnections", "Alarm"],
            search.Epochs.Select(epoch => (string[])
                [CellText.Whole(epoch.Epoch), Wording.Percent(epoch.TrainingAccuracy), Wording.Percent(epoch.ValidationAccuracy), CellText.Whole(epoch.Skips), epoch.Alarm ? "rings" : ""]))
            .Write(output);
        output.WriteLine(FormattableString.Invariant($"searched {search.Space.Name}, seed {search.Spec.Seed}, in {run.Seconds:0} s: {run.Directory}"));
        if (search.AlarmEpoch is { } rang)
        {
            output.WriteLine(FormattableString.Invariant(
                $"alarm: skip connections took over in epoch {rang}{(search.StoppedEarly ? "; the search ended there, and the genotype is that of the epoch before" : "")}"));
        }
    }

    private static void WriteCandidates(FoundSearch search, Run run, TextWriter output)
    {
        Table.Of(
            ["#Candidate", "#Validation\naccuracy %", "#Parameters", "#Multiply-adds", "#Gradient\nnorm", "#log SynFlow"],
            search.Candidates.OrderByDescending(candidate => candidate.Accuracy).Take(Shown).Select(candidate => (string[])
            [
                CellText.Whole(candidate.Number), Wording.Percent(candidate.Accuracy), CellText.Whole(candidate.Parameters), CellText.Whole(candidate.MultiplyAdds),
                candidate.GradientNorm.ToString("0.00", CultureInfo.InvariantCulture), candidate.LogSynFlow.ToString("0.0", CultureInfo.InvariantCulture),
            ])).Write(output);
        output.WriteLine(FormattableString.Invariant(
            $"the best {Math.Min(Shown, search.Candidates.Count)} of {search.Candidates.Count} candidates of {search.Space.Name}, seed {search.Spec.Seed}, in {run.Seconds:0} s: {run.Directory}"));
    }
}
