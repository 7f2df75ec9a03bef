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
        using var images = training.Data.Training.TakePerClass(imagesPerClass);
        var options = new LinearProbeOptions { Places = ["stage*.block*.out"], Seed = spec.Seed };
        IEnumerable<LinearProbeRow> Rows(ProbeWidth width, LinearProbeOptions conventions) => LinearProbe
            .Of(training.Network, images, training.Data.Validation, training.Normalization, conventions, cancellation)
            .Select(result => new LinearProbeRow(epoch, width, result.Place, result.Features, result.Dimension, result.Accuracy));
        return
        [
            .. Rows(ProbeWidth.EqualDimension, options with { Dimension = Dimension }),
            .. Rows(ProbeWidth.Full, options with { Projections = 0 }),
        ];
    }
}
