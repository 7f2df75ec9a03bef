using System.Globalization;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Tests.Training;

/// <summary>
/// Numbers and bytes of a tiny run as they were when its task's semantics were last raised: the numbers about, on any
/// machine, and every byte of metrics and tensors on the kind of machine that the file names. With
/// <c>WORKBENCH_ACCEPT=1</c> the file is written anew instead.
/// </summary>
internal sealed record GoldenRun(int Semantics, string Machine, string Tensors, IReadOnlyList<string> Metrics)
{
    private const double Near = 1e-3;

    /// <summary>Holds a run to its file.</summary>
    /// <param name="run">The run.</param>
    /// <param name="file">The file, from the folder of tests.</param>
    public static void Check(Run run, string file)
    {
        var path = Path.Combine(DataDirectory.Find(), "..", "tests", file);
        var now = Of(run);
        if (Environment.GetEnvironmentVariable("WORKBENCH_ACCEPT") == "1")
        {
            File.WriteAllText(path, RunJson.Text(now));
            return;
        }

        var golden = RunJson.Parse<GoldenRun>(File.ReadAllText(path));
        var moved = golden.Semantics != now.Semantics ? $"they were taken under semantics {golden.Semantics}, and those are {now.Semantics} now"
            : FirstFar(golden.Metrics, now.Metrics) is { } far ? far
            : golden.Machine != now.Machine ? null // where sums round differently
            : !golden.Metrics.SequenceEqual(now.Metrics) ? "the last digits of the metrics are others"
            : golden.Tensors != now.Tensors ? "the tensors are others"
            : null;
        Assert.True(moved is null,
            $"{file}: these bytes moved ({moved}): if that is meant, raise Semantics of the task '{run.Facts.About.Kind}' and renew the golden file (WORKBENCH_ACCEPT=1), else find out why");
    }

    private static GoldenRun Of(Run run) => new(
        run.Summary.Semantics, MachineOf(run.Facts.Environment), Hash(SafetensorsFile.Read(run.Checkpoint)), File.ReadAllText(run.Table("metrics.csv")).TrimEnd('\n').Split('\n'));

    // Processors of one name may still differ in the width of their vectors, and sums with it.
    private static string MachineOf(EnvironmentFingerprint environment) => string.Create(
        CultureInfo.InvariantCulture,
        $"{environment.Processor} ({environment.Architecture}, vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits), libtorch {environment.LibTorch} on {environment.Backend}");

    private static string Hash(WeightFile file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in file.Tensors.Values.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{tensor.Name} {tensor.Type} {string.Join('x', tensor.Shape)}\n"));
            hash.AppendData(tensor.Data.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Words are not held elsewhere: which of two equal operations a search keeps hangs on the last digit.
    private static string? FirstFar(IReadOnlyList<string> golden, IReadOnlyList<string> now)
    {
        if (golden.Count != now.Count || golden[0] != now[0])
        {
            return $"there are {now.Count - 1} rows of {now[0]}, not {golden.Count - 1} of {golden[0]}";
        }

        return golden.Zip(now).Skip(1).SelectMany(rows => Numbers(rows.First).Zip(Numbers(rows.Second)).Select(pair => (pair, rows)))
            .Where(item => Math.Abs(item.pair.First - item.pair.Second) > Near * Math.Max(1, Math.Abs(item.pair.First)))
            .Select(item => FormattableString.Invariant($"{item.pair.Second} was {item.pair.First} in {item.rows.First}")).FirstOrDefault();
    }

    private static IEnumerable<double> Numbers(string row) => row.Split(',', ' ', ';')
        .Where(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture));
}
