using Sandglass.Data;
using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Analysis;

internal static class EvaluationPass
{
    /// <summary>Sends all images through a network in evaluation mode, for what its probes see; the mode is put back.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal static void Run(BottleneckNetwork network, EvaluationLoader images, CancellationToken cancellation)
    {
        var wasTraining = network.training;
        network.eval();
        try
        {
            using var noGrad = no_grad();
            var device = network.parameters().First().device;
            foreach (var batch in images.Batches())
            {
                using var scope = NewDisposeScope();
                using (batch)
                {
                    cancellation.ThrowIfCancellationRequested();
                    network.call(batch.Images.to(device));
                }
            }
        }
        finally
        {
            network.train(wasTraining);
        }
    }
}
