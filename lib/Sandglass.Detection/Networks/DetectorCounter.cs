using Sandglass.Counting;
using Sandglass.Networks;

namespace Sandglass.Detection.Networks;

/// <summary>Counts a detector from its plan, for one image; no weights are built. Boxes and suppression are not counted.</summary>
public static class DetectorCounter
{
    /// <summary>Rows under the built module's names, in the order backbone, extras, heads.</summary>
    /// <exception cref="Sandglass.Blocks.InvalidSpecException">The plan cannot be built.</exception>
    public static NetworkCount Count(DetectorPlan plan)
    {
        plan.Validated();
        var levels = plan.Levels;
        List<LayerCount> rows =
        [
            .. Counter.Count(plan.Backbone).Layers
                .Where(row => row.OutputShape.Count == 3) // pool and classifier are left out
                .Select(row => row with { Name = $"backbone.{row.Name}" }),
        ];
        var end = FeatureMap.Of(plan.Backbone)[^1];
        foreach (var (i, block) in plan.Extras.Index())
        {
            var (name, before) = ($"extra{i + 1}", end);
            rows.AddRange(Counter.Count(block, before.Size).Layers.Select(row => row with
            {
                Name = name + row.Name[row.Name.IndexOf('.', StringComparison.Ordinal)..],
                ReceptiveField = before.ReceptiveField + ((row.ReceptiveField - 1) * before.Stride),
            }));
            end = before.After(name, block);
        }

        foreach (var (i, level) in levels.Index())
        {
            var (boxes, separable) = (plan.Priors.Levels[i].PerPlace, i < levels.Count - 1);
            rows.AddRange(Head($"head{i + 1}.scores", level, boxes * (plan.Classes + 1), separable));
            rows.AddRange(Head($"head{i + 1}.offsets", level, boxes * 4, separable));
        }

        return new NetworkCount(plan.Name, rows);
    }

    private static IEnumerable<LayerCount> Head(string name, FeatureMap map, int outputs, bool separable)
    {
        var (channels, places, field) = ((long)map.Channels, (long)map.Size * map.Size, map.ReceptiveField);
        int[] shape = [map.Channels, map.Size, map.Size];
        if (separable)
        {
            field += 2 * map.Stride;
            yield return new LayerCount($"{name}.depthwise", LayerType.Depthwise, shape, 10 * channels, 9 * channels * places, field);
            yield return new LayerCount($"{name}.norm", LayerType.BatchNorm, shape, 2 * channels, 2 * channels * places, field);
            yield return new LayerCount($"{name}.act", LayerType.Activation, shape, 0, channels * places, field);
        }

        yield return new LayerCount(
            $"{name}.pointwise", LayerType.Pointwise, [outputs, map.Size, map.Size], (channels + 1) * outputs, channels * outputs * places, field);
    }
}
