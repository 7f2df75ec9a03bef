using System.Globalization;

namespace Sandglass.Studies.Inside;

/// <summary>How well a linear classifier reads the class from one place, at equal dimension and regularisation.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Place">Dotted name of the place.</param>
/// <param name="Features">Features of the place before the projection.</param>
/// <param name="Dimension">Dimension after it, the same at every place.</param>
/// <param name="Accuracy">Share of correct validation images, mean over the projections.</param>
public sealed record LinearProbeRow(int Epoch, string Place, int Features, int Dimension, double Accuracy)
    : IObservedRow<LinearProbeRow>
{
    /// <inheritdoc/>
    public static string FileName => "linear-probes.csv";

    /// <inheritdoc/>
    public static string Header => "epoch,place,features,dimension,accuracy";

    /// <inheritdoc/>
    public string ToCsv() => string.Create(CultureInfo.InvariantCulture, $"{Epoch},{Place},{Features},{Dimension},{Accuracy:g7}");

    static LinearProbeRow IObservedRow<LinearProbeRow>.Parse(CsvRow cells) => new(
        cells.Whole("epoch"), cells.Text("place"), cells.Whole("features"), cells.Whole("dimension"), cells.Number("accuracy"));
}
