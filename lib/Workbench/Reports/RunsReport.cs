using System.Globalization;
using Sandglass.Training;

namespace Workbench.Reports;

/// <summary>Runs on the command line.</summary>
internal static class RunsReport
{
    internal static string Label(StoredRun run) => run.Spec is { } spec ? $"{spec.Plan.Name}, seed {spec.Seed}" : "unknown network";

    internal static string State(StoredRun run) => run switch
    {
        { Fault: not null } => "damaged",
        { Finished: not null } => "finished",
        { AtWork: true } => $"{Share(run)}, at work",
        _ => $"{Share(run)}, stopped",
    };

    internal static void WriteList(IReadOnlyList<StoredRun> runs, string directory, TextWriter output)
    {
        output.WriteLine($"{runs.Count} runs in {directory}");
        if (runs.Count == 0)
        {
            return;
        }

        var table = TextTable.Of("Run", "Network", "#Seed", "#Epochs", "State", "#Validation %", "#Test %");
        foreach (var run in runs)
        {
            var summary = run.Finished?.Summary;
            table.Add(
                run.Hash,
                run.Spec?.Plan.Name ?? "?",
                run.Spec?.Seed.ToString(CultureInfo.InvariantCulture) ?? "?",
                run.Spec?.Recipe.Epochs.ToString(CultureInfo.InvariantCulture) ?? "?",
                State(run),
                Percent(summary?.ValidationAccuracy),
                Percent(summary?.TestAccuracy));
        }

        table.Write(output);
    }

    internal static void WriteRun(StoredRun stored, TextWriter output)
    {
        output.WriteLine($"{stored.Hash}: {Label(stored)}, {State(stored)}");
        if (stored.Fault is { } fault)
        {
            output.WriteLine(fault);
        }

        if (stored.Spec is { } spec)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"recipe: {spec.Recipe.Epochs} epochs, batches of {spec.Recipe.BatchSize}, learning rate {spec.Recipe.LearningRate}\ndata: {spec.Data.Name}; {spec.Device}, threads: {spec.Threads}"));
        }

        if (stored.Finished is { } run)
        {
            WriteResult(run, output);
        }
    }

    internal static void WriteComparison(Run first, Run second, TextWriter output)
    {
        var comparison = RunComparison.Of(first, second);
        var table = TextTable.Of("", first.Summary.Hash, second.Summary.Hash);
        foreach (var difference in comparison.Differences)
        {
            table.Add(difference.Name, difference.First ?? "–", difference.Second ?? "–");
        }

        table.Add("parameters", Wording.Grouped(first.Summary.Parameters), Wording.Grouped(second.Summary.Parameters));
        table.Add("multiply-adds", Wording.Grouped(first.Summary.MultiplyAdds), Wording.Grouped(second.Summary.MultiplyAdds));
        table.Add("validation accuracy %", Percent(first.Summary.ValidationAccuracy), Percent(second.Summary.ValidationAccuracy));
        table.Add("test accuracy %", Percent(first.Summary.TestAccuracy), Percent(second.Summary.TestAccuracy));
        table.Write(output);
        output.WriteLine(comparison.Images is { } images
            ? $"test images: both right {images.Both}, only the first {images.OnlyFirst}, only the second {images.OnlySecond}, neither {images.Neither}"
            : "test images: the runs were tested on different ones");
    }

    private static void WriteResult(Run run, TextWriter output)
    {
        var (summary, environment) = (run.Summary, run.Summary.Environment);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            environment: {environment.Processor}, {environment.OperatingSystem}, libtorch {environment.LibTorch}
            accuracy: test {Percent(summary.TestAccuracy)} %, validation {Percent(summary.ValidationAccuracy)} %
            cost: {summary.Parameters:n0} parameters, {summary.MultiplyAdds:n0} multiply-adds; {run.Seconds:0.0} s
            folder: {run.Directory}
            """));
        var table = TextTable.Of("#Epoch", "#Training loss", "#Training %", "#Validation loss", "#Validation %");
        foreach (var epoch in run.Metrics)
        {
            table.Add(
                Wording.Grouped(epoch.Epoch), Loss(epoch.TrainingLoss), Percent(epoch.TrainingAccuracy), Loss(epoch.ValidationLoss), Percent(epoch.ValidationAccuracy));
        }

        table.Write(output);
    }

    private static string Share(StoredRun run) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * run.Share):0} %");

    private static string Percent(double? accuracy) => accuracy is { } a ? (100 * a).ToString("0.00", CultureInfo.InvariantCulture) : "";

    private static string Loss(double loss) => loss.ToString("0.0000", CultureInfo.InvariantCulture);
}
