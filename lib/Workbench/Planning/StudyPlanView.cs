using Sandglass.Display;
using Workbench.Reports;

namespace Workbench.Planning;

/// <summary>The plan of a study as text.</summary>
internal static class StudyPlanView
{
    private const string Unknown = "not known";

    /// <summary>Writes what it costs, and how each number came about.</summary>
    public static void Write(StudyPlan plan, TextWriter output)
    {
        var width = TerminalWidth.Of(output);
        Table.Of(["What", "How much"], Facts(plan).Select(fact => (string[])[fact.What, fact.Value])).Write(output, width, 1);
        output.WriteLine();
        foreach (var line in Fold.Lines($"Core hours: {plan.Source}. Hours: each run begins when a worker is free, in the study's order, and takes its share of the multiply-adds.", width))
        {
            output.WriteLine(line);
        }
    }

    private static IEnumerable<(string What, string Value)> Facts(StudyPlan plan)
    {
        var crew = plan.Crew;
        yield return ("study", plan.Study);
        yield return ("runs", $"{CellText.Whole(plan.Runs)}, {Wording.Counted(plan.Seeds, "seed")} of each arm");
        yield return ("work", $"{Interval.Exactly(plan.Work / 1e12).Words} · 10^12 multiply-adds, forward and backward");
        yield return ("core hours", plan.CoreHours?.Words ?? Unknown);
        yield return ($"hours with {Wording.Counted(crew.Workers, "worker")}", plan.Hours?.Words ?? Unknown);
        if (crew.Nodes > 1)
        {
            yield return ($"hours on {crew.Nodes} such nodes", plan.HoursOnNodes?.Words ?? Unknown);
        }

        yield return ("price", plan.Price?.Words ?? (crew.PricePerCoreHour is null ? "not stated: --price-per-core-hour P" : Unknown));
        yield return ("weights of all runs", $"{Wording.Size(plan.WeightBytes)}: 4 bytes a parameter; tables beside them are small");
        yield return ("checkpoints of runs in training", $"at most {Wording.Size(plan.CheckpointBytes)}: two a run, each with weights and momentum");
    }
}
