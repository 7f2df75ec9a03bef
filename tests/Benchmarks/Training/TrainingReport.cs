using System.Globalization;
using System.Text;
using Sandglass.Runtime;

namespace Benchmarks.Training;

/// <summary>The answer of the training benchmark, to read and as CSV.</summary>
/// <param name="Families">One a block.</param>
/// <param name="Limit">FLOP a second of a matrix product, in the same run.</param>
/// <param name="Environment">The machine.</param>
/// <param name="Peer">The other side, if there is one.</param>
internal sealed record TrainingReport(
    IReadOnlyList<FamilyResult> Families, double Limit, EnvironmentFingerprint Environment, Peer? Peer)
{
    internal void Print(TextWriter output)
    {
        output.Write(Header());
        output.WriteLine("images/s: median (best) of the rounds; ratio: of the medians (least to greatest of a round)");
        var speeds = new TextColumns("family", "multiply-adds", "C#", "Python", "ratio", "losses differ", "GFLOP/s", "of the limit");
        var phases = new TextColumns("time in %", "data", "forward", "backward", "optimiser");
        foreach (var family in Families)
        {
            var (flops, hasPeer) = (family.FlopsPerSecond(), Peer is not null);
            speeds.Add(
                family.Case.Name,
                $"{family.Case.MultiplyAdds:n0}",
                Speed(family.CSharp),
                hasPeer ? Speed(family.Python) : "-",
                hasPeer && family.Ratio() is var ratio ? $"{ratio.OfMedians:0.00} ({ratio.Least:0.00} to {ratio.Greatest:0.00})" : "-",
                hasPeer ? $"{family.LossDifference():0.0e+0}" : "-",
                $"{flops / 1e9:0.0}",
                $"{100 * flops / Limit:0.0} %");
            phases.Add([$"{family.Case.Name}, C#", .. Shares(family.CSharp)]);
            if (hasPeer)
            {
                phases.Add([$"{family.Case.Name}, Python", .. Shares(family.Python)]);
            }
        }

        speeds.Write(output);
        output.WriteLine();
        phases.Write(output);
        output.WriteLine();
        output.WriteLine($"The limit: {Limit / 1e9:0.0} GFLOP/s in a product of 1024x1024 matrices, float32, {Environment.Threads} thread(s).");
    }

    internal string ToCsv()
    {
        var text = new StringBuilder();
        foreach (var line in Header().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(CultureInfo.InvariantCulture, $"# {line}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"# matrix product: {Limit / 1e9:0.0} GFLOP/s\n");
        text.Append("family,multiply_adds,side,round,images_per_second,data_s,forward_s,backward_s,optimizer_s,loss_1,loss_2,loss_3\n");
        foreach (var family in Families)
        {
            Append(text, family, "csharp", family.CSharp);
            Append(text, family, "python", family.Python);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, FamilyResult family, string side, IReadOnlyList<TrainingMeasurement> rounds)
    {
        for (var i = 0; i < rounds.Count; i++)
        {
            var m = rounds[i];
            text.Append(CultureInfo.InvariantCulture, $"{family.Case.Name},{family.Case.MultiplyAdds},{side},{i + 1},{m.ImagesPerSecond:0.0},");
            text.Append(CultureInfo.InvariantCulture, $"{m.Data:0.0000},{m.Forward:0.0000},{m.Backward:0.0000},{m.Optimizer:0.0000},");
            text.Append(CultureInfo.InvariantCulture, $"{m.Losses[0]:0.000000},{m.Losses[1]:0.000000},{m.Losses[2]:0.000000}\n");
        }
    }

    private static string Speed(IReadOnlyList<TrainingMeasurement> side) =>
        $"{FamilyResult.Median(side):0} ({side.Max(m => m.ImagesPerSecond):0})";

    private static IEnumerable<string> Shares(IReadOnlyList<TrainingMeasurement> side)
    {
        var total = side.Sum(m => m.Seconds);
        Func<TrainingMeasurement, double>[] phases = [m => m.Data, m => m.Forward, m => m.Backward, m => m.Optimizer];
        return phases.Select(phase => $"{100 * side.Sum(phase) / total:0.0}");
    }

    private string Header() => string.Join(
        '\n',
        $"{Environment.Processor}, {Environment.LogicalCores} cores, {Environment.OperatingSystem}",
        $"C#: .NET {Environment.DotNet}, TorchSharp {Environment.TorchSharp}, libtorch {Environment.LibTorch}, {Environment.Threads} thread(s)",
        $"Python: {(Peer is null ? "none" : $"PyTorch {Peer.Version}, {Peer.Threads} thread(s)")}",
        "");
}
