using System.Diagnostics;
using Benchmarks.Training;
using MathNet.Numerics.Statistics;
using static TorchSharp.torch;

namespace Benchmarks.Compute;

/// <summary>
/// The units of networks, one by one: time of each pass, and the share of its roofline, the slower of a matrix product and
/// a copy of memory. Below, each network's units together.
/// </summary>
internal static class UnitTable
{
    private const int Images = 128;
    private const int SmokeImages = 2;

    /// <summary>Measures and prints.</summary>
    /// <param name="output">Takes the table.</param>
    /// <param name="networks">Whose units.</param>
    /// <param name="besides">Units of none of them.</param>
    /// <param name="rounds">Steps of each side, of which the median is shown.</param>
    /// <param name="smoke">Whether it only shows that it works.</param>
    internal static void Write(TextWriter output, IEnumerable<TrainingCase> networks, IReadOnlyList<KernelCase> besides, int rounds, bool smoke)
    {
        var (flops, bytes, images) = (MatrixProduct.FlopsPerSecond(smoke), Copy(smoke), smoke ? SmokeImages : Images);
        output.WriteLine($"The limit: {flops / 1e9:0} GFLOP/s of a matrix product, {bytes / 1e9:0.0} GB/s of a copy; of the limit: the slower of the two, over the time");
        var table = new TextColumns(
            $"unit, ms of {images} images", "in", "forward", "libtorch", "GFLOP/s", "of the limit", "backward", "libtorch", "GFLOP/s", "of the limit");
        var units = networks.SelectMany(network => KernelCase.Of(network.Plan), (network, unit) => (network.Name, Unit: unit)).ToLookup(use => use.Unit, use => use.Name);
        var measured = new Dictionary<KernelCase, UnitTime>();
        foreach (var unit in units.Select(use => use.Key).OrderByDescending(unit => unit.Side).ThenBy(unit => unit.Name).Concat(besides))
        {
            var time = measured[unit] = UnitTime.Of(unit, images, rounds, flops, bytes);
            table.Add([unit.Name, string.Join(", ", units[unit].CountBy(name => name).Select(use => use.Value > 1 ? $"{use.Key} {use.Value}x" : use.Key)), .. time.Cells()]);
        }

        foreach (var network in units.SelectMany(use => use).Distinct())
        {
            var all = units.SelectMany(use => use.Where(name => name == network), (use, _) => measured[use.Key]).Aggregate((one, other) => one.Plus(other));
            table.Add([$"all units of {network}", "", .. all.Cells()]);
        }

        table.Write(output);
    }

    // Bytes read and written.
    private static double Copy(bool smoke)
    {
        using var scope = NewDisposeScope();
        var from = ones(smoke ? 1 << 20 : 1 << 26);
        var to = empty_like(from);
        return 2 * from.NumberOfElements * sizeof(float) / Enumerable.Range(0, 5).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            to.copy_(from);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }).Median();
    }
}

/// <summary>Seconds of a unit, or of several together.</summary>
/// <param name="Forward">Of the forward pass.</param>
/// <param name="Backward">Of the backward pass.</param>
internal sealed record UnitTime(PassTime Forward, PassTime Backward)
{
    internal static UnitTime Of(KernelCase unit, int images, int rounds, double flops, double bytes)
    {
        var (forward, backward, theirForward, theirBackward) = unit.Measure(images, rounds);
        var (work, moved) = (unit.Flops(images), unit.ForwardBytes(images));
        return new UnitTime(
            new PassTime(forward.Median(), theirForward.Median(), work, Math.Max(work / flops, moved / bytes)),
            new PassTime(backward.Median(), theirBackward.Median(), 2 * work, Math.Max(2 * work / flops, unit.BackwardBytes(images) / bytes)));
    }

    internal UnitTime Plus(UnitTime other) => new(Forward.Plus(other.Forward), Backward.Plus(other.Backward));

    internal string[] Cells() => [.. Forward.Cells(), .. Backward.Cells()];
}

/// <summary>Seconds of a pass.</summary>
/// <param name="Ours">By the fused kernels.</param>
/// <param name="Theirs">By libtorch.</param>
/// <param name="Work">Floating-point operations.</param>
/// <param name="Limit">The least that the machine could take.</param>
internal sealed record PassTime(double Ours, double Theirs, double Work, double Limit)
{
    internal PassTime Plus(PassTime other) => new(Ours + other.Ours, Theirs + other.Theirs, Work + other.Work, Limit + other.Limit);

    internal string[] Cells() => [$"{1e3 * Ours:0.0}", $"{1e3 * Theirs:0.0}", $"{Work / Ours / 1e9:0.0}", $"{100 * Limit / Ours:0} %"];
}
