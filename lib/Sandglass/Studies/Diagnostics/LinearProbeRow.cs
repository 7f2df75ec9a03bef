using Sandglass.Tables;

namespace Sandglass.Studies.Diagnostics;

/// <summary>How well a linear classifier reads the class from one place, at equal dimension and regularisation.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Place">Dotted name of the place.</param>
/// <param name="Features">Features of the place before the projection.</param>
/// <param name="Dimension">Dimension after it, the same at every place.</param>
/// <param name="Accuracy">Share of correct validation images, mean over the projections.</param>
[Digits(7, ListDecimals = 4)]
internal sealed record LinearProbeRow(int Epoch, string Place, int Features, int Dimension, double Accuracy)
{
    /// <summary>Name of the table.</summary>
    public const string FileName = "linear-probes.csv";
}
