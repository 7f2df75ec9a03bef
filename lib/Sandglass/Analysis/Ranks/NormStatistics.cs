using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Ranks;

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
                    cancellation.ThrowIfCancellationRequested();
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
