using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis.LinearProbes;

/// <summary>Subtracts means and divides by standard deviations that the training samples had; a feature that never
/// changed there becomes 0.</summary>
internal sealed class Standardizer
{
    // A deviation this much smaller than the feature's size is rounding of a constant.
    private const double Constant = 1e-6;

    private readonly double[] _means;
    private readonly double[] _factors;

    internal Standardizer(Samples training)
    {
        (_means, _factors) = (new double[training.Columns], new double[training.Columns]);
        for (var column = 0; column < training.Columns; column++)
        {
            var (mean, squares) = Moments(training, column);
            var deviation = Math.Sqrt(squares);
            _means[column] = mean;
            _factors[column] = deviation <= Constant * Math.Abs(mean) ? 0 : 1 / deviation;
        }
    }

    internal Samples Apply(Samples samples)
    {
        var values = new double[samples.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var column = i % samples.Columns;
            values[i] = (samples.Values[i] - _means[column]) * _factors[column];
        }

        return samples with { Values = values };
    }

    // Twice over the column: a difference of large sums would lose a small variance.
    private static (double Mean, double Variance) Moments(Samples samples, int column)
    {
        var (mean, variance) = (0.0, 0.0);
        for (var i = column; i < samples.Values.Length; i += samples.Columns)
        {
            mean += samples.Values[i] / samples.Rows;
        }

        for (var i = column; i < samples.Values.Length; i += samples.Columns)
        {
            variance += (samples.Values[i] - mean) * (samples.Values[i] - mean) / samples.Rows;
        }

        return (mean, variance);
    }
}

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

/// <summary>A matrix of samples by features, row after row.</summary>
/// <param name="Columns">Features a sample.</param>
/// <param name="Values">The numbers, <paramref name="Columns"/> a sample.</param>
internal sealed record Samples(int Columns, double[] Values)
{
    internal int Rows => Values.Length / Columns;

    internal Tensor ToTensor() => Matrices.Of(Values, Rows, Columns);
}
