using Sandglass.Blocks;
using Sandglass.Runtime;
using Sandglass.Studies;

namespace Sandglass.Paper.Tests;

/// <summary>A recorded study with given accuracies of two arms, five seeds, compared as first minus second.</summary>
internal static class SampleStudy
{
    public const string Name = "blocks";

    public static StudyMeasurement Ahead { get; } = new(Name, new StudyPart("1x", IsColumn: false), "sandglass", "inverted", ProxyRelation.More, 0.017);

    /// <summary>The second arm is at 80 %, the first so many points from it, by seed.</summary>
    public static RecordedOutcomes Differing(params double[] points) => new(name => name == Name ? Record(points) : null);

    public static StudyRecord Record(params double[] points)
    {
        var seeds = Enumerable.Range(1, points.Length).ToArray();
        StudyRow Row(string arm, int seed, double accuracy) => new(
            arm, "1x", BlockFamily.Sandglass, seed, "0123456789abcdef", 1, 1000, 1000, 0.1, 8, accuracy, accuracy, 0.5, 1, 1, 0);
        StudyRow[] rows = [.. seeds.Select(s => Row("sandglass", s, 0.8 + (points[s - 1] / 100))), .. seeds.Select(s => Row("inverted", s, 0.8))];
        return new StudyRecord(
            new StudyProtocol(Name, "Which?", 0.01, seeds, [new("sandglass", "inverted", "1x", IsPrimary: true)]),
            rows,
            [],
            [.. rows.Select(_ => new[] { true, false })],
            [EnvironmentFingerprint.Capture()]);
    }
}
