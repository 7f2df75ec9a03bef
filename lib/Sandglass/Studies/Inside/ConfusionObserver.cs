using Sandglass.Analysis.Gradients;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass.Studies.Inside;

/// <summary>Gradient confusion over training: mini-batches with BatchNorm in training mode, nulls beside.</summary>
internal sealed class ConfusionObserver(IReadOnlyCollection<int> epochs, int lastEpoch, int batches, int batchSize)
    : TableObserver<ConfusionRow>(epochs, lastEpoch)
{
    protected override IEnumerable<ConfusionRow> Look(EpochMoment moment, CancellationToken cancellation)
    {
        var streams = new RandomStreams(moment.Spec.Seed);
        var settings = new ConfusionSettings { LabelSmoothing = moment.Spec.Recipe.LabelSmoothing };
        var drawn = ConfusionBatches.Draw(moment.Data.Training, moment.Normalization, batches, batchSize, streams).ToList();
        try
        {
            var network = GradientConfusion.OfBatches(moment.Network, drawn, streams, settings);
            cancellation.ThrowIfCancellationRequested();
            var labels = GradientNulls.RandomLabels(moment.Network, drawn, streams, settings);
            List<ConfusionRow> rows =
            [
                .. ConfusionRow.Of(moment.Epoch, ConfusionSource.Network, network, batchSize),
                .. ConfusionRow.Of(moment.Epoch, ConfusionSource.RandomLabels, labels, batchSize),
            ];
            if (moment.Epoch == 0)
            {
                var vectors = GradientNulls.RandomVectors(batches, network.Of(GradientGram.All).Parameters, streams);
                rows.AddRange(ConfusionRow.Of(0, ConfusionSource.RandomVectors, vectors, batchSize));
            }

            return rows;
        }
        finally
        {
            drawn.ForEach(batch => batch.Dispose());
        }
    }
}
