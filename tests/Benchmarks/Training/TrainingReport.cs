using System.Globalization;
using System.Text;
using Sandglass.Runtime;

namespace Benchmarks.Training;

/// <summary>The answer of the training benchmark, to read and as CSV.</summary>
/// <param name="Results">One a family and number of processes at once.</param>
/// <param name="Sides">Names of those that are compared, the fused kernels first.</param>
/// <param name="Limits">FLOP a second of a matrix product, in the same run, in so many processes at once.</param>
/// <param name="Environment">The machine.</param>
/// <param name="Peer">The peer in Python, if there is one.</param>
internal sealed record TrainingReport(
    IReadOnlyList<FamilyResult> Results, IReadOnlyList<string> Sides, IReadOnlyDictionary<int, double> Limits, EnvironmentFingerprint Environment, Peer? Peer)
{
    internal void Print(TextWriter output)
    {
        output.Write(Header());
        output.WriteLine("images/s of all processes together: median (best) of the rounds; ratio of the fused kernels to the better of the others: of the medians (least to greatest of a round)");
        foreach (var setting in Results.GroupBy(result => result.Processes))
        {
            output.WriteLine();
            PrintSpeeds(output, setting.Key, setting);
        }

        output.WriteLine();
        var phases = new TextColumns("one process, time in %", "data", "forward", "backward", "optimiser");
        foreach (var result in Results.Where(result => result.Processes == 1))
        {
            foreach (var (name, rounds) in Sides.Zip(result.Rounds))
            {
                phases.Add([$"{result.Case.Name}, {name}", .. Shares([.. rounds.SelectMany(round => round)])]);
            }
        }

        phases.Write(output);
    }

    internal string ToCsv()
    {
        var text = new StringBuilder();
        foreach (var line in Header().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(CultureInfo.InvariantCulture, $"# {line}\n");
        }

        foreach (var (processes, limit) in Limits)
        {
            text.Append(CultureInfo.InvariantCulture, $"# matrix product, processes at once {processes}: {limit / 1e9:0.0} GFLOP/s\n");
        }

        text.Append("family,multiply_adds,processes,side,round,process,images_per_second,data_s,forward_s,backward_s,optimizer_s,loss_1,loss_2,loss_3\n");
        foreach (var result in Results)
        {
            foreach (var (name, rounds) in Sides.Zip(result.Rounds))
            {
                Append(text, $"{result.Case.Name},{result.Case.MultiplyAdds},{result.Processes},{name}", rounds);
            }
        }

        return text.ToString();
    }

    private void PrintSpeeds(TextWriter output, int processes, IEnumerable<FamilyResult> results)
    {
        var limit = Limits[processes];
        var speeds = new TextColumns(
            [$"{processes} process(es) at once", "multiply-adds", .. Sides, "ratio", "losses differ", "fused: GFLOP/s", "of the limit"]);
        foreach (var result in results)
        {
            var (flops, ratio) = (result.FlopsPerSecond(), result.Ratio());
            speeds.Add(
            [
                result.Case.Name,
                $"{result.Case.MultiplyAdds:n0}",
                .. result.Rounds.Select(side => $"{FamilyResult.Median(side):0} ({side.Max(FamilyResult.ImagesPerSecond):0})"),
                $"{ratio.OfMedians:0.00} ({ratio.Least:0.00} to {ratio.Greatest:0.00})",
                $"{result.LossDifference():0.0e+0}",
                $"{flops / 1e9:0.0}",
                $"{100 * flops / limit:0.0} %",
            ]);
        }

        speeds.Write(output);
        output.WriteLine($"The limit: {limit / 1e9:0.0} GFLOP/s in products of 1024x1024 matrices, float32, {processes} process(es) of {Environment.Threads} thread(s).");
    }

    private static void Append(StringBuilder text, string start, List<TrainingMeasurement[]> rounds)
    {
        foreach (var (round, processes) in rounds.Index())
        {
            foreach (var (process, m) in processes.Index())
            {
                text.Append(CultureInfo.InvariantCulture, $"{start},{round + 1},{process + 1},{m.ImagesPerSecond:0.0},");
                text.Append(CultureInfo.InvariantCulture, $"{m.Data:0.0000},{m.Forward:0.0000},{m.Backward:0.0000},{m.Optimizer:0.0000},");
                text.Append(CultureInfo.InvariantCulture, $"{m.Losses[0]:0.000000},{m.Losses[1]:0.000000},{m.Losses[2]:0.000000}\n");
            }
        }
    }

    private static IEnumerable<string> Shares(TrainingMeasurement[] side)
    {
        var total = side.Sum(m => m.Seconds);
        Func<TrainingMeasurement, double>[] phases = [m => m.Data, m => m.Forward, m => m.Backward, m => m.Optimizer];
        return phases.Select(phase => $"{100 * side.Sum(phase) / total:0.0}");
    }

    private string Header() => string.Join(
        '\n',
        $"{Environment.Processor}, {Environment.LogicalCores} cores, {Environment.OperatingSystem}",
        $"C#: .NET {Environment.DotNet}, TorchSharp {Environment.TorchSharp}, libtorch {Environment.LibTorch}, {Environment.Threads} thread(s) a process",
        $"Python: {(Peer is null ? "none" : $"PyTorch {Peer.Version}, {Peer.Threads} thread(s) a process")}",
        "");
}
