using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Studies;
using Sandglass.Display.Pictures;
using Sandglass.Display.Style;

namespace Sandglass;

/// <summary>What detectors look at and what they reach: pictures and tables to end a cell with.</summary>
public static partial class Detectors
{
    private const int Maps = 3; // a coarser map has few places, and its priors fill the picture

    /// <summary>Pictures of a set with their annotated objects.</summary>
    /// <param name="set">The set.</param>
    /// <param name="pictures">Places of the pictures, from 0.</param>
    public static BoxPicture Draw(this IDetectionSet set, params IReadOnlyList<int> pictures) =>
        DetectionPictures.Objects($"Pictures of {set.Name}", [.. pictures.Select(set.Read)], set.Classes);

    /// <summary>The priors of one place in the middle of each of the three finest maps.</summary>
    /// <param name="plan">The detector.</param>
    /// <param name="set">The set.</param>
    /// <param name="picture">The picture to draw them on, from 0.</param>
    public static BoxPicture DrawPriors(this DetectorPlan plan, IDetectionSet set, int picture) => DetectionPictures.Priors(
        "The priors of one place", set.Read(picture) with { Objects = [] }, [.. PriorMap.Of(plan).Take(Maps).Select(map => new PriorPanel(map.Name, map.OfMiddle, []))], set.Classes);

    /// <summary>The priors that stand for an object of a picture while a detector learns, on the three finest maps.</summary>
    /// <param name="plan">The detector.</param>
    /// <param name="set">The set.</param>
    /// <param name="picture">The picture, from 0.</param>
    public static BoxPicture DrawMatches(this DetectorPlan plan, IDetectionSet set, int picture)
    {
        var sample = set.Read(picture);
        var matches = Matches(plan, sample);
        PriorPanel Panel(PriorMap map)
        {
            Box[] matched = [.. map.Priors.Where((_, i) => matches[map.Start + i] != PriorMatching.Background)];
            return new PriorPanel($"{map.Name}: {matched.Length} matched", matched, matched);
        }

        return DetectionPictures.Priors("The matched priors of each object", sample, [.. PriorMap.Of(plan).Take(Maps).Select(Panel)], set.Classes);
    }

    /// <summary>The detections of both backbones in the recorded comparison, on the same pictures.</summary>
    /// <param name="study">The study <c>detection</c>.</param>
    /// <param name="leastScore">Detections with a lower score are not drawn.</param>
    /// <param name="pictures">Places of the pictures in the test set, 0 to 7.</param>
    /// <exception cref="WorkbenchException">The table is damaged.</exception>
    public static BoxPicture DrawDetections(this StudyRecord study, double leastScore, params IReadOnlyList<int> pictures)
    {
        var test = GeneratedSplits.Load().Test;
        return DetectionPictures.Detections(
            "The same pictures through both detectors",
            [
                .. from family in DetectorComparison.Families
                   from picture in pictures
                   let sample = test.Read(picture)
                   select new Detected($"{FamilyPalette.For(family).Name}, {sample.Id}", sample, study.Detections(family, picture)),
            ],
            test.Classes,
            leastScore);
    }

    /// <summary>For each prior the index of its object, or that it stands for background; difficult objects have none.</summary>
    internal static int[] Matches(DetectorPlan plan, DetectionSample sample) =>
        PriorMatching.Match(plan.PriorBoxes(), [.. sample.Objects.Where(one => !one.Difficult).Select(one => one.Box)]);
}

/// <summary>The priors of one of a detector's maps.</summary>
/// <param name="Size">Places along a side.</param>
/// <param name="PerPlace">Priors of a place.</param>
/// <param name="Start">Place of the first among all priors.</param>
/// <param name="Priors">The priors.</param>
internal sealed record PriorMap(int Size, int PerPlace, int Start, IReadOnlyList<Box> Priors)
{
    public string Name => $"{Size} × {Size} places";

    /// <summary>Those of a place in the middle.</summary>
    public IReadOnlyList<Box> OfMiddle => [.. Priors.Skip(((Size * Size) + Size) / 2 * PerPlace).Take(PerPlace)];

    public static IReadOnlyList<PriorMap> Of(DetectorPlan plan)
    {
        var (all, start, maps) = (plan.PriorBoxes(), 0, new List<PriorMap>());
        foreach (var (map, level) in plan.Levels.Zip(plan.Priors.Levels))
        {
            var count = map.Size * map.Size * level.PerPlace;
            maps.Add(new PriorMap(map.Size, level.PerPlace, start, all[start..(start + count)]));
            start += count;
        }

        return maps;
    }
}
