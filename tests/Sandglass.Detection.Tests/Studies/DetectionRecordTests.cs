using Sandglass.Blocks;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Studies;
using Sandglass.Detection.Tests.Data;
using Sandglass.Detection.Tests.Training;
using Sandglass.Detection.Training;
using Sandglass.Training;

namespace Sandglass.Detection.Tests.Studies;

public sealed class DetectionRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DetectionSplits _data = TinyDetectors.Data();
    private readonly DetectionRecord _record;

    public DetectionRecordTests()
    {
        var study = new DetectionStudy { Preset = DetectionPreset.Smoke, Seeds = [1, 2], Recipe = TinyDetectors.Recipe with { Epochs = 1 } };
        var store = new RunStore(_folder["runs"]);
        var places = study.Runs(_data.Identity, family => TinyDetectors.Plan with { Name = $"tiny {family}" });
        _record = DetectionRecord.Of(study, [.. places.Select(place => (place, store.FindOrTrain(place.Spec, _data)))], _data);
    }

    [Fact]
    public void A_record_is_read_as_it_was_written()
    {
        DetectionFiles.Write(_folder["study"], _record);
        DetectionFiles.Write(_folder["study"], _record); // replaces
        var read = DetectionFiles.Read(_folder["study"]);

        Assert.Equal(4, read.Rows.Count);
        Assert.Equal(_record.Rows.Select(row => (row.Arm, row.Seed, row.Run, row.Parameters, Math.Round(row.Area, 6))), read.Rows.Select(row => (row.Arm, row.Seed, row.Run, row.Parameters, row.Area)));
        Assert.Equal(_record.Classes.Select(row => (row.Arm, row.Class)), read.Classes.Select(row => (row.Arm, row.Class)));
        Assert.Equal(_record.Curves.Count, read.Curves.Count);
        Assert.Equal(_record.Samples.Count, read.Samples.Count);
        Assert.Equal(_record.Environments, read.Environments);
        Assert.Equal(_record.Protocol.Data, read.Protocol.Data);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder[""], "*.partial"));
    }

    [Fact]
    public void A_curve_falls_from_recall_to_recall_and_its_mean_height_is_near_the_area()
    {
        foreach (var run in _record.Curves.GroupBy(row => (row.Arm, row.Seed)))
        {
            var curve = run.Select(row => row.Precision).ToArray();
            Assert.Equal(21, curve.Length);
            Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(pair.First >= pair.Second));
            Assert.Equal(_record.Rows.Single(row => (row.Arm, row.Seed) == run.Key).Area, curve.Average(), 1);
        }
    }

    [Fact]
    public void The_difference_is_sandglass_minus_inverted_paired_by_seed()
    {
        var changed = _record with
        {
            Rows = [.. _record.Rows.Select(row => row with { Area = (row.Family == BlockFamily.Sandglass ? 0.52 : 0.5) + (0.001 * row.Seed) })],
        };
        var test = changed.Difference()!;

        Assert.Equal(2, test.Pairs);
        Assert.Equal(0.02, test.Difference.Mean, 12);
        Assert.Null((_record with { Rows = [] }).Difference());
    }

    [Fact]
    public void Both_arms_have_the_same_multiply_adds_within_two_percent()
    {
        var counts = DetectionStudy.Families.Select(family => (double)DetectorCounter.Count(DetectionStudy.Matched(family)).MultiplyAdds).ToArray();
        Assert.InRange(counts[1] / counts[0], 0.98, 1.02);
    }

    [Fact]
    public void A_damaged_record_is_one_error_that_names_the_folder()
    {
        DetectionFiles.Write(_folder["study"], _record);
        File.WriteAllText(Path.Combine(_folder["study"], "runs.csv"), "arm\nsandglass\n");

        var error = Assert.Throws<WorkbenchException>(() => DetectionFiles.Read(_folder["study"]));
        Assert.Contains(_folder["study"], error.Message);
    }

    public void Dispose() => _folder.Dispose();
}
