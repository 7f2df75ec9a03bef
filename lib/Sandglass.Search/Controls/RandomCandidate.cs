using Sandglass.Search.Space;

namespace Sandglass.Search.Controls;

/// <summary>A genotype of a random search and how it did.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Genotype">Its cells.</param>
/// <param name="Accuracy">Accuracy on the half that judges architectures, in [0, 1].</param>
/// <param name="Cost">Multiply-adds that it took; see <see cref="SearchCost"/>.</param>
public sealed record RandomCandidate(int Number, Genotype Genotype, double Accuracy, double Cost);
