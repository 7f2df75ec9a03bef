namespace Sandglass.Analysis.Interventions;

/// <summary>One point of a causal check: a network under one variant.</summary>
/// <param name="Variant">What was changed, such as <c>sandglass, shortcut cut</c>.</param>
/// <param name="Width">Width multiplier of the network.</param>
/// <param name="Seed">Seed of its training.</param>
/// <param name="Metric">What was measured: an effective rank, a median gradient cosine.</param>
/// <param name="Accuracy">Share of correct answers.</param>
public sealed record CausalRecord(string Variant, double Width, int Seed, double Metric, double Accuracy);
