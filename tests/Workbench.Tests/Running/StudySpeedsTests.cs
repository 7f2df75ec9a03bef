using System.Globalization;
using Sandglass;
using Sandglass.Paper;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Studies;

namespace Workbench.Tests.Running;

/// <summary>What a study that is not recorded will take.</summary>
public class StudySpeedsTests
{
    private static readonly Study Long = BlockComparison.ForLong();

    [Fact]
    public void It_takes_what_recorded_runs_took_a_multiply_add_image_and_epoch_with_its_backend()
    {
        // 1000 images; the median of 1, 2 and 9 nanoseconds, and a run that diverged.
        var (small, record) = (Long with { Data = Preset.Smoke.Data }, Record((1e-9, ""), (2e-9, ""), (9e-9, ""), (1e-12, "3")));
        var speeds = StudySpeeds.Of([(small, record)]);

        var expected = 2e-9 * 10_000 * 20 * 5 * Long.Arms.Sum(arm => (double)arm.Cost.MultiplyAdds);
        Assert.Equal(expected, speeds.SecondsOf(Long)!.Value, 1e-6 * expected);
        Assert.Equal(expected / 10, speeds.SecondsOf(small)!.Value, 1e-6 * expected);
        Assert.Null(speeds.SecondsOf(Long with { Backend = Backends.LibTorch }));
        Assert.Null(speeds.SecondsOf(StudyCatalogue.Named("search") with { Backend = Backends.Fused }));
        Assert.Null(StudySpeeds.Of([]).SecondsOf(Long));
    }

    private static StudyRecord Record(params (double Speed, string Diverged)[] runs) => new(
        new StudyProtocol("recorded", "Which?", 0.01, [1], [], "test_accuracy"),
        [
            .. runs.Select((run, i) => new StudyRow("sandglass", "0.4x", BlockFamily.Sandglass, i, "0123456789abcdef", 0, new Dictionary<string, string>
            {
                ["multiply_adds"] = "3200000",
                ["epochs"] = "8",
                ["backend"] = Backends.Fused,
                ["seconds"] = (run.Speed * 3_200_000 * 8 * 1000).ToString("R", CultureInfo.InvariantCulture),
                [StudyRow.DivergedAfter] = run.Diverged,
            })),
        ],
        [EnvironmentFingerprint.Capture()]);
}
