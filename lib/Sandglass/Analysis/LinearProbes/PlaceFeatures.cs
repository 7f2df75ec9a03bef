using Sandglass.Analysis.Probes;
using Sandglass.Data;
using Sandglass.Networks;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Analysis.LinearProbes;

/// <summary>The features that places show for a dataset, averaged over a grid.</summary>
internal static class PlaceFeatures
{
    internal static IReadOnlyDictionary<string, Samples> Of(
        BottleneckNetwork network, IReadOnlyList<FeatureMap> places, int grid, EvaluationLoader images, CancellationToken cancellation)
    {
        var values = places.ToDictionary(place => place.Place, _ => new List<double>());
        using (var probes = ProbeScope.On(network))
        {
            foreach (var place in places)
            {
                probes.Watch(place.Place, (name, activation) => values[name].AddRange(Averaged(activation, CellsOf(place, grid))));
            }

            EvaluationPass.Run(network, images, cancellation);
        }

        return places.ToDictionary(
            place => place.Place, place => new Samples(CountOf(place, grid), [.. values[place.Place]]));
    }

    internal static int CountOf(FeatureMap place, int grid) => place.Channels * CellsOf(place, grid) * CellsOf(place, grid);

    // A map smaller than the grid has no more cells than pixels.
    private static int CellsOf(FeatureMap place, int grid) => place.Size == 0 ? 1 : Math.Min(grid, place.Size);

    private static double[] Averaged(Tensor activation, int cells)
    {
        var pooled = activation.dim() == 4 ? F.adaptive_avg_pool2d(activation, cells) : activation;
        return pooled.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }
}
