using Sandglass.Analysis.LinearProbes;
using Sandglass.Training;

namespace Sandglass.Studies.Diagnostics;

/// <summary>What information is still there at each block after training.</summary>
internal sealed class LinearProbeObserver(IReadOnlyCollection<int> epochs, int lastEpoch, int imagesPerClass)
    : TableObserver<LinearProbeRow>(LinearProbeRow.FileName, epochs, lastEpoch)
{
    // The narrowest output of a block at the smallest budget of the study has four channels, of four cells each.
    private const int Dimension = 16;

    protected override IEnumerable<LinearProbeRow> Look(RunSpec spec, ClassifierTraining training, int epoch, CancellationToken cancellation)
    {
        using var images = training.Data.Training.TakePerClass(imagesPerClass);
        var options = new LinearProbeOptions { Places = ["stem.out", "stage*.block*.out"], Dimension = Dimension };
        return
        [
            .. LinearProbe.Of(training.Network, images, training.Data.Validation, training.Normalization, options, cancellation)
                .Select(result => new LinearProbeRow(epoch, result.Place, result.Features, result.Dimension, result.Accuracy)),
        ];
    }
}
