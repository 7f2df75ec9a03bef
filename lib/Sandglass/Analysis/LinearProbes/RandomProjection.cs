using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis.LinearProbes;

/// <summary>A Gaussian matrix that brings features to another dimension and keeps lengths on average (Johnson and Lindenstrauss).</summary>
internal sealed class RandomProjection
{
    private readonly int _dimension;
    private readonly double[] _matrix;

    internal RandomProjection(int features, int dimension, RandomStream stream)
    {
        (_dimension, _matrix) = (dimension, new double[features * dimension]);
        for (var i = 0; i < _matrix.Length; i++)
        {
            _matrix[i] = stream.NextGaussian() / Math.Sqrt(dimension);
        }
    }

    internal Samples Apply(Samples samples)
    {
        using var scope = NewDisposeScope();
        var matrix = Matrices.Of(_matrix, samples.Columns, _dimension);
        return new Samples(_dimension, samples.ToTensor().mm(matrix).data<double>().ToArray());
    }
}
