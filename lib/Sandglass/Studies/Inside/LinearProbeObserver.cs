using Sandglass.Analysis.LinearProbes;
using Sandglass.Training;

namespace Sandglass.Studies.Inside;

/// <summary>What information is still there at each block after training.</summary>
internal sealed class LinearProbeObserver(IReadOnlyCollection<int> epochs, int lastEpoch, int imagesPerClass)
    : TableObserver<LinearProbeRow>(epochs, lastEpoch)
{
    // The narrowest output of a block at the smallest budget of the study has four channels, of four cells each.
    private const int Dimension = 16;

    protected override IEnumerable<LinearProbeRow> Look(EpochMoment moment, CancellationToken cancellation)
    {
        using var training = moment.Data.Training.TakePerClass(imagesPerClass);
        var options = new LinearProbeOptions { Places = ["stem.out", "stage*.block*.out"], Dimension = Dimension };
        return
        [
            .. LinearProbe.Of(moment.Network, training, moment.Data.Validation, moment.Normalization, options, cancellation)
                .Select(result => new LinearProbeRow(moment.Epoch, result.Place, result.Features, result.Dimension, result.Accuracy)),
        ];
    }
}
