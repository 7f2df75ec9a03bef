using Sandglass.Analysis.Gradients;

namespace Sandglass.Tests.Analysis.Gradients;

/// <summary>Comparing matrices of inner products.</summary>
internal static class Grams
{
    /// <summary>Greatest difference of an entry over the two gradients' norms, in any group.</summary>
    public static double Difference(GradientGram a, GradientGram b)
    {
        Assert.Equal(a.Groups.Keys, b.Groups.Keys);
        return a.Groups.Keys.Max(group => Difference(a.Of(group).Products, b.Of(group).Products));
    }

    public static double Difference(double[,] a, double[,] b)
    {
        var worst = 0.0;
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(0); j++)
            {
                var norms = Math.Sqrt(b[i, i] * b[j, j]);
                worst = Math.Max(worst, norms > 0 ? Math.Abs(a[i, j] - b[i, j]) / norms : Math.Abs(a[i, j]));
            }
        }

        return worst;
    }
}
