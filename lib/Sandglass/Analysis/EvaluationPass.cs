using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
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
                    Interruption.Check(cancellation);
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

internal static class NormStatistics
{
    /// <summary>Sets every BatchNorm's running statistics to their mean over the batches; the weights stay.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal static void Estimate(BottleneckNetwork network, EvaluationLoader images, CancellationToken cancellation)
    {
        var norms = network.modules().OfType<BatchNormLayer>().Select(norm => (Norm: norm, Momentum: norm.Momentum)).ToArray();
        network.train();
        using (no_grad())
        {
            var seen = 0;
            foreach (var batch in images.Batches())
            {
                using var scope = NewDisposeScope();
                using (batch)
                {
                    Interruption.Check(cancellation);
                    seen++;
                    Array.ForEach(norms, n => n.Norm.Momentum = 1.0 / seen); // the k-th batch weighs one in k: a plain mean
                    network.call(batch.Images);
                }
            }
        }

        Array.ForEach(norms, n => n.Norm.Momentum = n.Momentum);
        network.eval();
    }
}
