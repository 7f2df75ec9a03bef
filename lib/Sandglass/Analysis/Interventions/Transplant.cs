using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Interventions;

internal static class Transplant
{
    /// <summary>A network of another plan with the same parameters and BatchNorm statistics, in the same mode.</summary>
    internal static BottleneckNetwork Into(NetworkPlan plan, BottleneckNetwork donor)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var network = new BottleneckNetwork(plan, new RandomStreams(0));
        network.to(donor.parameters().First().device);
        var values = donor.state_dict();
        foreach (var (name, value) in network.state_dict())
        {
            value.copy_(values[name]);
        }

        network.train(donor.training);
        return network;
    }
}
