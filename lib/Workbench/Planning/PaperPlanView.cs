using Sandglass.Display;
using Workbench.Reports;

namespace Workbench.Planning;

/// <summary>The plan of the paper as text.</summary>
internal static class PaperPlanView
{
    private const string Unknown = "not known here";

    /// <summary>Writes a row a training, the totals, and how each number came about.</summary>
    public static void Write(PaperPlan plan, TextWriter output)
    {
        var width = TerminalWidth.Of(output);
        Rows(plan).WithoutEmptyColumns().Write(output, width, 0);
        output.WriteLine();
        Table.Of(["What", "How much"], Facts(plan).Select(fact => (string[])[fact.What, fact.Value])).Write(output, width, 1);
        output.WriteLine();
        foreach (var line in How(plan).SelectMany(line => Fold.Lines(line, width)))
        {
            output.WriteLine(line);
        }
    }

    private static Table Rows(PaperPlan plan) => Table.Of(
        ["Network", "Table", "#Multiply-\nadds", "Images", "#Epochs", "#Runs", "#Work\n10^15", "#Core\nhours", "#GPU\nhours", "#Price"],
        plan.Rows.Select(row => (string[])
        [
            row.Run.Network,
            row.Run.Table.Replace(" table", "", StringComparison.Ordinal),
            Wording.Millions(row.Run.MultiplyAdds),
            row.Run.Set,
            CellText.Whole(row.Run.Epochs),
            CellText.Whole(row.Runs),
            Work(row.Run.Work * row.Runs),
            row.CoreHours?.Words ?? "",
            row.GpuHours?.Words ?? "",
            row.Price?.Words ?? "",
        ])) with
    {
        Totals =
        [
            "total", "", "", "", "", CellText.Whole(plan.Rows.Sum(row => row.Runs)), Work(plan.Work), plan.CoreHours?.Words ?? "", plan.GpuHours?.Words ?? "", plan.Price?.Words ?? "",
        ],
    };

    private static IEnumerable<(string What, string Value)> Facts(PaperPlan plan)
    {
        var files = plan.Facts.Files;
        yield return ("core hours", plan.CoreHours is { } cores ? $"{cores.Words} ({(cores * (1 / 8766.0)).Words} years of one core)" : $"{Unknown}: --measure, or --cpu-images-per-second N");
        yield return ("GPU hours", plan.GpuHours is { } gpus ? $"{gpus.Words}, as far as the stated speed is true of every network" : $"{Unknown}, since no GPU was here: --gpu-images-per-second N, as measured on yours");
        yield return ("price", plan.Price?.Words ?? $"{Unknown}: --gpu-images-per-second N --price-per-gpu-hour P");
        yield return ("cores that decode for a GPU", plan.DecodingCores is { } decoding
            ? $"{decoding.Words}, at the {plan.ImagesPerSecond!.Value.Words} images a second of the smallest network"
            : $"{Unknown}: a GPU's speed, and --decode-images-per-second N or --images DIR --measure");
        yield return ("ImageNet as files", files is null ? $"{Unknown}: --images DIR" : $"{CellText.Whole(files.Count)} files, {Wording.Size(files.Bytes)}, in {files.Folder}");
        yield return ("ImageNet decoded", $"{Wording.Size(PaperPlan.DecodedBytes)}: training images of 256×256 pixels, 3 bytes each");
        yield return ("weights of all runs", $"{Wording.Size(plan.WeightBytes)}: 4 bytes a parameter");
        yield return ("checkpoints of a run in training", $"at most {Wording.Size(plan.CheckpointBytes)}: two, each with weights and momentum");
    }

    private static IEnumerable<string> How(PaperPlan plan)
    {
        yield return "Work: 3 × multiply-adds × images × epochs × runs, a backward pass as two forward ones. GPU hours and price are of one GPU: several take their share of the time each.";
        yield return $"Runs: {Wording.Counted(plan.Seeds, "seed")} of each; the paper's own numbers are of one. A network in several tables is in the first. Latency and quantization need no training of their own.";
        if (plan.Facts.Core is { } core)
        {
            yield return $"Core: {core.Source}. Validation is not in it.";
        }

        if (plan.Facts.Gpu is { } gpu)
        {
            yield return $"GPU: {gpu.Source}; not measured here. Networks of depthwise convolutions are bound by memory, so that small ones are slower than their multiply-adds say.";
        }

        if (plan.Facts.Decoding is { } decoding)
        {
            yield return $"Decoding: {decoding.Source}.";
        }

        yield return $"ImageNet: {CellText.Whole(PaperRuns.ImageNetImages)} images and 210 epochs as in the released logs (the paper's text says 200); VOC: 60,000 steps of 96 pictures; the search finds what it finds, and its network is taken to cost what that of DARTS does.";
    }

    private static string Work(double work) => Interval.Exactly(work / 1e15).Words;
}
