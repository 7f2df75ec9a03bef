using Sandglass;
using Sandglass.Paper;

namespace Workbench.Doctor;

/// <summary>What the default commands need of a machine.</summary>
/// <param name="WorkerMemory">Memory of one run of the standard comparison, bytes.</param>
/// <param name="ResultsRoom">Room of all runs of the standard comparison with three seeds, bytes.</param>
internal sealed record Needs(long WorkerMemory, long ResultsRoom)
{
    // The largest resident set of a process that trained the inverted residual network for an epoch, libtorch's kernels, x64;
    // with the fused ones it was half of that.
    private const long MeasuredWorker = 1_000_000_000;

    /// <summary>Those of this version; the room by arithmetic.</summary>
    public static Needs OfDefaults
    {
        get
        {
            var study = BlockComparison.OnSmallImages(Preset.Standard);
            var parameters = study.Arms.Sum(arm => arm.Cost.Parameters) * study.Seeds.Count;
            return new Needs(MeasuredWorker, sizeof(float) * parameters);
        }
    }
}
