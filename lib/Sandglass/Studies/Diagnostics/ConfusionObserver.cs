using Sandglass.Analysis.Gradients;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass.Studies.Diagnostics;

/// <summary>Gradient confusion over training: mini-batches with BatchNorm in training mode, before training with nulls beside.</summary>
internal sealed class ConfusionObserver(IReadOnlyCollection<int> epochs, int lastEpoch, int batches, int batchSize)
    : TableObserver<ConfusionRow>(ConfusionRow.FileName, epochs, lastEpoch)
{
    protected override IEnumerable<ConfusionRow> Look(RunSpec spec, ClassifierTraining training, int epoch, CancellationToken cancellation)
    {
        var streams = new RandomStreams(spec.Seed);
        var settings = new ConfusionSettings { LabelSmoothing = spec.Recipe.LabelSmoothing };
        return ConfusionBatches.Use(training.Splits.Training, training.Normalization, batches, batchSize, streams, drawn =>
        {
            var network = GradientConfusion.OfBatches(training.Network, drawn, streams, settings);
            Interruption.Check(cancellation);
            List<ConfusionRow> rows = [.. ConfusionRow.Of(epoch, ConfusionSource.Network, network, batchSize)];
            if (epoch == 0)
            {
                // Later they are no null: a trained network's gradients agree on unlearning what it knows.
                var labels = GradientNulls.RandomLabels(training.Network, drawn, streams, settings);
                rows.AddRange(ConfusionRow.Of(0, ConfusionSource.RandomLabels, labels, batchSize));
                var vectors = GradientNulls.RandomVectors(batches, network.Of(GradientGram.All).Parameters, streams);
                rows.AddRange(ConfusionRow.Of(0, ConfusionSource.RandomVectors, vectors, batchSize));
            }

            return rows;
        });
    }
}
