namespace Sandglass.Analysis.Gradients;

/// <summary>Inner products of gradients over some of the parameters.</summary>
/// <param name="Parameters">P, the length of a gradient: cosines of noise of that length spread as 1/√P.</param>
/// <param name="Products">[K, K], symmetric.</param>
public sealed record GroupGram(long Parameters, double[,] Products);
