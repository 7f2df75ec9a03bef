using Sandglass.Tables;

namespace Sandglass.Studies.Diagnostics;

/// <summary>How well a linear classifier reads the class from one place, at equal regularisation.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Width">What the classifier is given.</param>
/// <param name="Place">Dotted name of the place.</param>
/// <param name="Features">Features of the place before the projection.</param>
/// <param name="Dimension">Dimension after it: the same at every place, or all features.</param>
/// <param name="Accuracy">Share of correct validation images, mean over the projections where there are any.</param>
[Digits(7, ListDecimals = 4)]
internal sealed record LinearProbeRow(int Epoch, ProbeWidth Width, string Place, int Features, int Dimension, double Accuracy)
{
    /// <summary>Name of the table.</summary>
    public const string FileName = "linear-probes.csv";
}

/// <summary>What a linear probe is given of a place.</summary>
internal enum ProbeWidth
{
    /// <summary>Random projections to a dimension that every place has: a wide place has no advantage.</summary>
    EqualDimension,

    /// <summary>All features: what a wide place holds more of counts.</summary>
    Full,
}
