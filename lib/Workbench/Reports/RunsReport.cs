using System.Globalization;
using Sandglass;
using Sandglass.Data;
using Sandglass.Display;
using Sandglass.Training;
using WholeFiles;

namespace Workbench.Reports;

/// <summary>Runs on the command line.</summary>
internal static class RunsReport
{
    private const int LongestCell = 40; // genotypes and weights of edges are not columns of a terminal

    internal static string Label(StoredRun run) => run.About is { } about ? $"{about.Name}, seed {about.Seed}" : "unknown network";

    internal static string State(StoredRun run) => run switch
    {
        { Fault: not null, Finished: null } => "damaged",
        { OldFolder: not null } => "finished, old layout",
        { Finished.Divergence: not null } => "diverged",
        { Finished: not null } => "finished",
        { AtWork: true } => $"{Share(run)}, training",
        _ => $"{Share(run)}, stopped",
    };

    internal static void WriteList(IReadOnlyList<StoredRun> runs, string directory, TextWriter output)
    {
        output.WriteLine(runs.Count == 0 ? Wording.NoneYet("runs", directory) : $"{Wording.Counted(runs.Count, "run")} in {directory}");
        if (runs.Count == 0)
        {
            return;
        }

        Table.Of(
            ["Run", "Task", "Network", "#Seed", "#Epochs", "State", "#Validation\naccuracy %", "#Test\naccuracy %"],
            runs.Select(run => (string[])
            [
                run.Hash,
                run.About?.Kind ?? "?",
                run.About is { } about ? string.Join(", ", ((string?[])[about.Name, about.Backend, about.Precision]).OfType<string>()) : "?",
                run.About?.Seed.ToString(CultureInfo.InvariantCulture) ?? "?",
                run.About?.Epochs.ToString(CultureInfo.InvariantCulture) ?? "?",
                State(run),
                Percent(Number(run, "validation_accuracy", "validation_precision")),
                Percent(Number(run, "test_accuracy", "area")),
            ])).Write(output);
        if (runs.Any(run => run.Numbers.ContainsKey("area")))
        {
            output.WriteLine("of detectors: mean average precision (area) instead of accuracy");
        }

        if (runs.Any(run => run.OldFolder is not null))
        {
            output.WriteLine("old layout: made by an earlier workbench; such runs can be shown but are not reused or changed");
        }

        foreach (var run in runs.Where(run => run.Fault is not null))
        {
            output.WriteLine($"{run.Hash}: {run.Fault}");
        }
    }

    internal static void WriteRun(StoredRun stored, TextWriter output)
    {
        output.WriteLine($"{stored.Hash}: {stored.About?.Kind ?? "?"}, {Label(stored)}, {State(stored)}");
        if (stored.Fault is { } fault)
        {
            output.WriteLine(fault);
        }

        if (stored.OldFolder is { } old)
        {
            output.WriteLine($"folder: {old}");
            WriteNumbers(stored.Numbers, output);
            WriteMetrics(Path.Combine(old, "metrics.csv"), output);
        }

        if (stored.Finished is { } run)
        {
            WriteResult(run, output);
        }
    }

    /// <summary>What a command that trained or found a classifier says of it.</summary>
    internal static void WriteOutcome(Run run, string how, TextWriter output)
    {
        var (summary, result) = (run.Summary, run.Result<ClassificationResult>());
        output.WriteLine(FormattableString.Invariant($"""
            {summary.Name}, seed {run.Spec.Seed}: {how} in {run.Directory}
            test accuracy {100 * result.TestAccuracy:0.00} %, validation accuracy {100 * result.ValidationAccuracy:0.00} %
            cost: {summary.Parameters:n0} parameters, {summary.MultiplyAdds:n0} multiply-adds (convolutions and linear layers)
            time: {run.Spec.Recipe.Epochs} epochs in {run.Seconds:0.0} s, {run.ImagesPerSecond:0} training images/s on one thread
            """));
        WriteBest(run, result, output);
        if (run.Has(Classification.Damaged) && run.Rows<DamagedRow>(Classification.Damaged) is { Count: > 0 } damaged)
        {
            output.WriteLine($"damaged and left out: {Wording.Counted(damaged.Count, "picture")}, named in {run.Table(Classification.Damaged)}");
        }
    }

    // The result is always that of the last epoch.
    private static void WriteBest(Run run, ClassificationResult result, TextWriter output)
    {
        if (result is { BestEpoch: { } epoch, BestTestAccuracy: { } highest })
        {
            output.WriteLine(FormattableString.Invariant(
                $"validation is on the test images; best epoch: {epoch}, test accuracy {100 * highest:0.00} %, chosen on the images that it is reported for"));
        }
        else if (run.Epochs<EpochMetrics>() is { Count: > 1 } epochs && epochs.MaxBy(row => row.ValidationAccuracy) is { } best)
        {
            output.WriteLine(FormattableString.Invariant(
                $"best epoch of validation: {best.Epoch}, validation accuracy {100 * best.ValidationAccuracy:0.00} %; the result is that of the last"));
        }
    }

    internal static void WriteComparison(Run first, Run second, TextWriter output)
    {
        var comparison = RunComparison.Of(first, second);
        var (a, b) = (first.Numbers(), second.Numbers());
        Table.Of(
            ["", first.Hash, second.Hash],
            (string[][])
            [
                .. comparison.Differences.Select(difference => (string[])[difference.Name, difference.First ?? "–", difference.Second ?? "–"]),
                ["parameters", CellText.Whole(first.Parameters), CellText.Whole(second.Parameters)],
                ["multiply-adds", CellText.Whole(first.MultiplyAdds), CellText.Whole(second.MultiplyAdds)],
                .. a.Keys.Union(b.Keys).Select(name => (string[])[Heading(name), Value(name, a.GetValueOrDefault(name)), Value(name, b.GetValueOrDefault(name))]),
            ]).Write(output);
        output.WriteLine(comparison.Images is { } images
            ? $"test images: both correct {images.Both}, only the first {images.OnlyFirst}, only the second {images.OnlySecond}, neither {images.Neither}"
            : "test images: the runs were tested on different images");
    }

    private static void WriteResult(Run run, TextWriter output)
    {
        var (spec, summary, environment) = (run.Spec, run.Summary, run.Facts.Environment);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            recipe: {spec.Recipe.Epochs} epochs, batches of {spec.Recipe.BatchSize}, learning rate {spec.Recipe.LearningRate}
            data: {spec.Data.Name}; {Backends.Words(spec)}, threads: {spec.Threads}, semantics {summary.Semantics}
            environment: {environment.Processor}, {environment.OperatingSystem}, libtorch {environment.LibTorch}{(environment.SourceRevision is { } revision ? $", source {revision[..Math.Min(12, revision.Length)]}" : "")}
            cost: {summary.Parameters:n0} parameters, {summary.MultiplyAdds:n0} multiply-adds; {run.Seconds:0.0} s
            folder: {run.Directory}
            """));
        if (run.Divergence is { } divergence)
        {
            output.WriteLine($"diverged after {Wording.Counted(divergence.Steps, "step")}: {divergence.Reason}");
        }
        else
        {
            WriteNumbers(run.Numbers(), output);
        }

        WriteMetrics(run.Table("metrics.csv"), output);
    }

    private static void WriteNumbers(IReadOnlyDictionary<string, double?> numbers, TextWriter output) =>
        output.WriteLine($"result: {string.Join(", ", numbers.Select(number => $"{number.Key.Replace('_', ' ')} {Value(number.Key, number.Value)}{(IsShare(number.Key) ? " %" : "")}"))}");

    // As the task wrote them, cut to four decimals.
    private static void WriteMetrics(string path, TextWriter output)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var metrics = Csv.Read(BoundedFile.ReadText(path, Csv.MostBytes), path);
        var shown = metrics.Header.Index().Where(column => metrics.Rows.All(row => row.Cells[column.Index].Length < LongestCell)).ToArray();
        Table.Of(
            shown.Select(column => $"#{column.Item.Replace('_', ' ')}"),
            metrics.Rows.Select(row => shown.Select(column => Short(row.Cells[column.Index])).ToArray())).Write(output);
    }

    private static string Short(string cell) => cell.Contains('.') && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number.ToString("0.0000", CultureInfo.InvariantCulture)
        : cell;

    private static double? Number(StoredRun run, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (run.Numbers.GetValueOrDefault(name) is { } number)
            {
                return number;
            }
        }

        return null;
    }

    private static bool IsShare(string name) => name.EndsWith("accuracy", StringComparison.Ordinal) || name is "area" or "eleven_point" or "validation_precision";

    private static string Heading(string name) => name.Replace('_', ' ') + (IsShare(name) ? " %" : "");

    private static string Value(string name, double? number) => number is not { } value ? "–"
        : IsShare(name) ? Percent(value)
        : value.ToString(value == Math.Floor(value) ? "N0" : "0.0000", CultureInfo.InvariantCulture);

    private static string Share(StoredRun run) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * run.Share):0} %");

    private static string Percent(double? accuracy) => accuracy is { } share ? Wording.Percent(share) : "";
}
