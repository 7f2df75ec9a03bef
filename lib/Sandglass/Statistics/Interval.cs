namespace Sandglass.Statistics;

/// <summary>A mean with the bounds of its confidence interval.</summary>
/// <param name="Mean">The estimate.</param>
/// <param name="Low">Lower bound; NaN when one value alone gives no interval.</param>
/// <param name="High">Upper bound; NaN when one value alone gives no interval.</param>
/// <param name="Level">Confidence level, such as 0.95.</param>
public sealed record Interval(double Mean, double Low, double High, double Level = 0.95);
