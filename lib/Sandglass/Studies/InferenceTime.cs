using MathNet.Numerics.Statistics;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Studies;

/// <summary>How long one image takes through a network here, on one thread, in evaluation mode. Not reproducible.</summary>
/// <param name="Plan">Name of the plan.</param>
/// <param name="Milliseconds">Median over the rounds.</param>
internal sealed record InferenceTime(string Plan, double Milliseconds)
{
    private const int WarmUp = 5;

    /// <summary>Times networks with new weights in turn, so that whatever else the machine does falls on all alike.</summary>
    /// <param name="plans">The networks.</param>
    /// <param name="rounds">Passes of each that count.</param>
    /// <exception cref="Blocks.InvalidSpecException">A plan cannot be built.</exception>
    public static IReadOnlyList<InferenceTime> Measure(IReadOnlyList<NetworkPlan> plans, int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rounds);
        TorchRuntime.EnsureStarted();
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var networks = plans.Select(plan => new BottleneckNetwork(plan, new RandomStreams(0))).ToArray();
        var images = plans.Select(plan => zeros(1, plan.InputChannels, plan.Resolution, plan.Resolution)).ToArray();
        var times = plans.Select(_ => new List<double>()).ToArray();
        for (var round = -WarmUp; round < rounds; round++)
        {
            for (var i = 0; i < networks.Length; i++)
            {
                networks[i].eval();
                var start = TimeProvider.System.GetTimestamp();
                networks[i].call(images[i]).Dispose();
                if (round >= 0)
                {
                    times[i].Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        foreach (var network in networks)
        {
            network.Dispose();
        }

        return [.. plans.Zip(times, (plan, measured) => new InferenceTime(plan.Name, measured.Median()))];
    }
}
