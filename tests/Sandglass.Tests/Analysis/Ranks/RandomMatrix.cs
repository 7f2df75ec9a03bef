using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Ranks;

/// <summary>Matrices of samples by channels, and their singular values straight from libtorch.</summary>
internal static class RandomMatrix
{
    /// <summary>Normal samples whose channels are mixed, of different size and shifted: row after row.</summary>
    public static double[] Mixed(int rows, int channels, int seed = 1)
    {
        var stream = new RandomStreams(seed).Open("matrix");
        var mix = Normal(channels * channels, stream);
        var values = new double[rows * channels];
        for (var row = 0; row < rows; row++)
        {
            var source = Normal(channels, stream);
            for (var c = 0; c < channels; c++)
            {
                var sum = Enumerable.Range(0, channels).Sum(k => source[k] * mix[(k * channels) + c]);
                values[(row * channels) + c] = (sum * (c + 1)) + c;
            }
        }

        return values;
    }

    /// <summary>Columns at right angles and of length 1.</summary>
    public static double[] Orthogonal(int rows, int channels)
    {
        using var scope = NewDisposeScope();
        var normal = tensor(Normal(rows * channels, new RandomStreams(2).Open("matrix")), [rows, channels]);
        return linalg.qr(normal).Q.contiguous().data<double>().ToArray();
    }

    public static double[] SingularValues(double[] values, int channels)
    {
        using var scope = NewDisposeScope();
        return linalg.svdvals(tensor(values, [values.Length / channels, channels])).data<double>().ToArray();
    }

    private static double[] Normal(int count, RandomStream stream)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = stream.NextGaussian();
        }

        return values;
    }
}
