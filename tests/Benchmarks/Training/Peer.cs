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

    internal TrainingMeasurement Measure(string folder) => TrainingMeasurement.Parse(Run(
        Path.Combine(AppContext.BaseDirectory, "Training", "training_peer.py"), folder, Threads.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What a script printed, under the settings that <c>TorchRuntime</c> makes for itself, so that a ratio is not one of settings.</summary>
    internal string Run(string script, params string[] arguments) => Child.Run(Python, [script, .. arguments], new()
    {
        ["OMP_NUM_THREADS"] = Threads.ToString(CultureInfo.InvariantCulture),
        ["OMP_WAIT_POLICY"] = "passive",
        ["GOMP_SPINCOUNT"] = "0",
        ["MALLOC_MMAP_THRESHOLD_"] = "1073741824",
        ["MALLOC_TRIM_THRESHOLD_"] = "1073741824",
    });
}
