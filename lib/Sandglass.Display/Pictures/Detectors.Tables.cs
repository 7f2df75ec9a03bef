using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Networks;
using Sandglass.Display;
using Sandglass.Display.Style;
using Sandglass.Statistics;
using static Sandglass.Display.CellText;

namespace Sandglass;

public static partial class Detectors
{
    /// <summary>How many priors a detector has on each of its maps.</summary>
    /// <param name="plan">The detector.</param>
    public static Table PriorTable(this DetectorPlan plan)
    {
        var maps = PriorMap.Of(plan);
        return Table.Of(
            ["map", "#priors a place", "#priors"],
            [.. maps.Select(map => (string[])[map.Name, Whole(map.PerPlace), Whole(map.Priors.Count)]), ["all", "", Whole(maps.Sum(map => map.Priors.Count))]]);
    }

    /// <summary>How many priors stand for each object of a picture while a detector learns.</summary>
    /// <param name="plan">The detector.</param>
    /// <param name="set">The set.</param>
    /// <param name="picture">The picture, from 0.</param>
    public static Table MatchTable(this DetectorPlan plan, IDetectionSet set, int picture)
    {
        var sample = set.Read(picture);
        var (matches, objects) = (Matches(plan, sample), sample.Objects.Where(one => !one.Difficult).ToArray());
        return Table.Of(
            ["object", "#pixels", "#matched priors"],
            [
                .. objects.Select((one, i) => (string[])[set.Classes[one.Class], Pixels(one.Box, plan.Resolution), Whole(matches.Count(match => match == i))]),
                .. sample.Objects.Where(one => one.Difficult).Select(one => (string[])[$"{set.Classes[one.Class]}, difficult", Pixels(one.Box, plan.Resolution), "none"]),
                ["background", "", Whole(matches.Count(match => match == PriorMatching.Background))],
            ]);
    }

    /// <summary>Mean average precision (%) of the backbones of the recorded comparison, over seeds.</summary>
    /// <param name="study">The study <c>detection</c>.</param>
    /// <exception cref="WorkbenchException">It is another study.</exception>
    public static Table MeanAveragePrecision(this StudyRecord study) => Table.Of(
        ["blocks", "#parameters", "#multiply-adds", "#mAP by area", "#95 % interval", "#mAP by eleven points", "#seeds"],
        study.Rows.GroupBy(row => (row.Arm, row.Family)).Select(arm => (arm.Key, Rows: arm.ToArray(), Area: TInterval.OfMean([.. arm.Select(row => row.Number("area"))]))).Select(arm => (string[])
        [
            arm.Key.Family is { } family ? FamilyPalette.For(family).Name : arm.Key.Arm,
            Whole(arm.Rows[0].Parameters),
            Whole(arm.Rows[0].MultiplyAdds),
            Percent(arm.Area.Mean),
            $"{Percent(arm.Area.Low)} to {Percent(arm.Area.High)}",
            Percent(arm.Rows.Average(row => row.Number("eleven_point"))),
            string.Join(' ', arm.Rows.Select(row => row.Seed)),
        ])) with
    {
        Legend = FormattableString.Invariant($"{study.Protocol.Question} Trained for {study.Protocol.Fact<int>("epochs")} epochs on {study.Protocol.Fact<int>("trainingImages"):n0} pictures, tested on {study.Protocol.Fact<int>("testImages"):n0}."),
    };

    private static string Pixels(Box box, int side) => FormattableString.Invariant($"{side * box.Width:0} × {side * box.Height:0}");
}
