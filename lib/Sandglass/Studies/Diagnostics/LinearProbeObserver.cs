using Sandglass.Analysis.LinearProbes;
using Sandglass.Training;

namespace Sandglass.Studies.Diagnostics;

/// <summary>What information is still there at the output of each block after training, at full width and at equal dimension.</summary>
internal sealed class LinearProbeObserver(IReadOnlyCollection<int> epochs, int lastEpoch, int imagesPerClass)
    : TableObserver<LinearProbeRow>(LinearProbeRow.FileName, epochs, lastEpoch)
{
    // The narrowest output of a block at the smallest budget of the study has four channels, of four cells each.
    private const int Dimension = 16;

    protected override IEnumerable<LinearProbeRow> Look(RunSpec spec, ClassifierTraining training, int epoch, CancellationToken cancellation)
    {
        using var images = training.Splits.Training.TakePerClass(imagesPerClass);
        var options = new LinearProbeOptions { Places = ["stage*.block*.out"], Dimension = Dimension, Seed = spec.Seed };
        var results = LinearProbe.Of(training.Network, images, training.Splits.Validation, training.Normalization, options, cancellation);
        return
        [
            .. results.Select(found => new LinearProbeRow(epoch, ProbeWidth.EqualDimension, found.Place, found.Features, found.Dimension, found.Accuracy)),
            .. results.Select(found => new LinearProbeRow(epoch, ProbeWidth.Full, found.Place, found.Features, found.Features, found.FullAccuracy)),
        ];
    }
}
