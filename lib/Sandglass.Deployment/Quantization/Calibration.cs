using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Running;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Quantization;

/// <summary>What calibration images make of every value of a graph.</summary>
/// <param name="Histograms">By value: its smallest and largest number, and how often it had which, where that was asked for.</param>
/// <param name="Means">By value: the mean of each channel.</param>
internal sealed record Calibration(IReadOnlyDictionary<string, ValueHistogram> Histograms, IReadOnlyDictionary<string, double[]> Means)
{
    /// <summary>Runs a graph on images for the ranges, and again for the histograms between them.</summary>
    /// <param name="graph">The graph in single precision.</param>
    /// <param name="batches">Makes the images, batch after batch, the same each time; each batch is disposed here.</param>
    /// <param name="rule">What the ranges are for: smallest and largest number need no histogram.</param>
    /// <exception cref="WorkbenchException">An operator is not known, a value is not finite, or there are no images.</exception>
    public static Calibration Of(OnnxGraph graph, Func<IEnumerable<Tensor>> batches, RangeRule rule)
    {
        using var runner = new GraphRunner(graph);
        var (ranges, sums, images) = (new Dictionary<string, (double Least, double Most)>(), new Dictionary<string, (double[] Sums, double Count)>(), 0L);
        Each((name, value) =>
        {
            var (least, most) = (value.min().item<float>(), value.max().item<float>());
            if (!float.IsFinite(least) || !float.IsFinite(most))
            {
                throw new WorkbenchException($"{Quoted.Name(name)} of {graph.Name} is not finite on a calibration image; use other images or weights");
            }

            var known = ranges.GetValueOrDefault(name, (least, most));
            ranges[name] = (Math.Min(known.Item1, least), Math.Max(known.Item2, most));
            AddMeans(sums, name, value);
        });
        if (images == 0)
        {
            throw new WorkbenchException($"{graph.Name} cannot be calibrated without images; give at least one");
        }

        var counts = ranges.ToDictionary(range => range.Key, _ => new double[ValueHistogram.Bins]);
        if (rule != RangeRule.MinimumMaximum)
        {
            Each(Count);
        }

        return new Calibration(
            ranges.ToDictionary(range => range.Key, range => new ValueHistogram(range.Value.Least, range.Value.Most, counts[range.Key])),
            sums.ToDictionary(sum => sum.Key, sum => Array.ConvertAll(sum.Value.Sums, total => total / sum.Value.Count)));

        void Count(string name, Tensor value)
        {
            var (least, most) = ranges[name];
            var width = most > least ? (most - least) / ValueHistogram.Bins : 1;
            var bins = value.sub(least).div_(width).floor_().clamp_(0, ValueHistogram.Bins - 1).to(ScalarType.Int64).flatten().bincount(null, ValueHistogram.Bins);
            foreach (var (i, found) in bins.data<long>().ToArray().Index())
            {
                counts[name][i] += found;
            }
        }

        void Each(Action<string, Tensor> see)
        {
            foreach (var batch in batches())
            {
                using var scope = NewDisposeScope();
                using var owned = batch;
                images += batch.shape[0];
                see(graph.Inputs[0].Name, batch);
                runner.Run(batch, see);
            }
        }
    }

    private static void AddMeans(Dictionary<string, (double[] Sums, double Count)> sums, string name, Tensor value)
    {
        if (value.dim() < 2)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var perChannel = value.sum([0L, .. Enumerable.Range(2, (int)value.dim() - 2).Select(axis => (long)axis)]);
        var added = perChannel.to(ScalarType.Float64).data<double>().ToArray();
        var (known, count) = sums.GetValueOrDefault(name, (new double[added.Length], 0));
        sums[name] = ([.. known.Zip(added, (one, other) => one + other)], count + (value.numel() / (double)added.Length));
    }
}
