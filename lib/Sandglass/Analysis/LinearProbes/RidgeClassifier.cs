using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis.LinearProbes;

/// <summary>
/// Least squares with a quadratic penalty, in closed form and 64-bit floats: W = (ZᵀZ + λ n I)⁻¹ Zᵀ(Y − Ȳ) for n
/// standardised samples Z and one-hot targets Y; the largest score names the class.
/// </summary>
internal sealed class RidgeClassifier
{
    private readonly double[] _weights;
    private readonly double[] _offsets;

    internal RidgeClassifier(Samples standardized, IReadOnlyList<int> labels, int classes, double regularization)
    {
        _offsets = [.. Enumerable.Range(0, classes).Select(c => labels.Count(label => label == c) / (double)labels.Count)];
        var targets = new double[labels.Count * classes];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = (labels[i / classes] == i % classes ? 1 : 0) - _offsets[i % classes];
        }

        var penalty = new double[standardized.Columns * standardized.Columns];
        for (var i = 0; i < standardized.Columns; i++)
        {
            penalty[(i * standardized.Columns) + i] = regularization * standardized.Rows;
        }

        using var scope = NewDisposeScope();
        var z = standardized.ToTensor();
        var normal = z.t().mm(z).add_(Matrices.Of(penalty, standardized.Columns, standardized.Columns), Scalars.One);
        _weights = linalg.solve(normal, z.t().mm(Matrices.Of(targets, labels.Count, classes))).contiguous().data<double>().ToArray();
    }

    /// <summary>The class of each sample.</summary>
    internal int[] Predict(Samples standardized)
    {
        using var scope = NewDisposeScope();
        var classes = _offsets.Length;
        var z = standardized.ToTensor();
        var scores = z.mm(Matrices.Of(_weights, standardized.Columns, classes)).data<double>().ToArray();
        return
        [
            .. Enumerable.Range(0, standardized.Rows).Select(row =>
                Enumerable.Range(0, classes).MaxBy(c => scores[(row * classes) + c] + _offsets[c])),
        ];
    }
}
