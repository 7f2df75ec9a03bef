using System.Globalization;
using Sandglass;

namespace Benchmarks.Training;

/// <summary>The same training in Python's PyTorch.</summary>
/// <param name="Python">The interpreter.</param>
/// <param name="Version">What it says of its PyTorch.</param>
/// <param name="Threads">Threads of PyTorch.</param>
internal sealed record Peer(string Python, string Version, int Threads)
{
    private const string Question = "import numpy, torch; print(torch.__version__)";

    /// <summary>The peer, or null where the interpreter has no PyTorch.</summary>
    internal static Peer? Find(string python, int threads)
    {
        try
        {
            return new Peer(python, Child.Run(python, ["-c", Question], []).Trim(), threads);
        }
        catch (WorkbenchException)
        {
            return null;
        }
    }

    internal TrainingMeasurement Measure(string folder)
    {
        var threads = Threads.ToString(CultureInfo.InvariantCulture);
        var script = Path.Combine(AppContext.BaseDirectory, "Training", "training_peer.py");
        return TrainingMeasurement.Parse(Child.Run(Python, [script, folder, threads], new()
        {
            // What TorchRuntime sets for itself, so that the ratio is not one of settings.
            ["OMP_NUM_THREADS"] = threads,
            ["OMP_WAIT_POLICY"] = "passive",
            ["GOMP_SPINCOUNT"] = "0",
            ["MALLOC_MMAP_THRESHOLD_"] = "1073741824",
            ["MALLOC_TRIM_THRESHOLD_"] = "1073741824",
        }));
    }
}
