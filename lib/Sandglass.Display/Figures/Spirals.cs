using Sandglass.Analysis.Manifold;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Runtime;

namespace Sandglass;

/// <summary>MobileNetV2's picture of what a narrow ReLU layer loses: a spiral of the plane, through a random layer and back
/// (Sandler et al. 2018, section 3.2).</summary>
public static class Spirals
{
    /// <summary>The spiral and what comes back of it for the dimensions of the published picture, and the error by dimension.</summary>
    /// <param name="draws">Random layers of each dimension, at least one.</param>
    public static Figure Draw(int draws) => ManifoldFigures.Spirals(
        [.. from dimension in RandomEmbedding.PaperDimensions from seed in Enumerable.Range(1, Math.Max(1, draws)) select RandomEmbedding.Draw(dimension, new RandomStreams(seed))]);

    /// <summary>Mean error of what comes back, as a share of the spiral: 0 when all comes back.</summary>
    /// <param name="dimension">Channels of the random layer, at least 2.</param>
    /// <param name="draws">Random layers.</param>
    public static double MeanError(int dimension, int draws = 200) => RandomEmbedding.Errors(dimension, Enumerable.Range(1, draws)).Average();
}
