using System.Globalization;
using Sandglass.Runtime;
using Sandglass.Studies;

namespace Sandglass.Paper.Tests;

/// <summary>A recorded study with given accuracies of two arms, five seeds, compared as first minus second.</summary>
internal static class SampleStudy
{
    public const string Name = "blocks";

    public static StudyMeasurement Ahead { get; } = new(Name, new StudyPart("1x", IsColumn: false), "sandglass", "inverted", ProxyRelation.More, new PublishedGain(0.017, 0.723));

    /// <summary>The second arm is at 80 %, the first so many points from it, by seed.</summary>
    public static RecordedOutcomes Differing(params double[] points) => new(name => name == Name ? Record(points) : null);

    public static StudyRecord Record(params double[] points)
    {
        var record = Of("1x", "test_accuracy", [new("sandglass", "inverted", "1x", IsPrimary: true)],
            ("sandglass", [.. points.Select(point => 0.8 + (point / 100))]), ("inverted", [.. points.Select(_ => 0.8)]));
        return record with { TestCorrect = [.. record.Rows.Select(_ => new[] { true, false })] };
    }

    /// <summary>A record of one group whose outcome is a column with these numbers, by seed.</summary>
    public static StudyRecord Column(string outcome, PlannedComparison[] comparisons, params (string Arm, double[] Values)[] arms) => Of("", outcome, comparisons, arms);

    private static StudyRecord Of(string budget, string outcome, PlannedComparison[] comparisons, params (string Arm, double[] Values)[] arms) => new(
        new StudyProtocol(Name, "Which?", 0.01, [.. Enumerable.Range(1, arms.Select(arm => arm.Values.Length).DefaultIfEmpty().Max())], comparisons, outcome),
        [
            .. from arm in arms
               from value in arm.Values.Index()
               select new StudyRow(
                   arm.Arm, budget, BlockFamily.Sandglass, value.Index + 1, "0123456789abcdef", 0,
                   new Dictionary<string, string> { [outcome] = value.Item.ToString("R", CultureInfo.InvariantCulture) }),
        ],
        [EnvironmentFingerprint.Capture()]);
}
