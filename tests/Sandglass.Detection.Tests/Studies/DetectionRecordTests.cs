using Sandglass.Detection.Studies;
using Sandglass.Detection.Tests.Data;
using Sandglass.Detection.Tests.Training;
using Sandglass.Detection.Training;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Detection.Tests.Studies;

public sealed class DetectionRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StudyRecord _record;

    public DetectionRecordTests()
    {
        var study = DetectorComparison.Of(DetectionPreset.Smoke);
        study = study with
        {
            Data = new TinyPictures(),
            Seeds = [1, 2],
            Arms = [.. study.Arms.Select(arm => new StudyArm(arm.Name, "", TinyDetectors.Task with { Plan = TinyDetectors.Plan with { Name = $"tiny {arm.Name}" } }, TinyDetectors.Recipe with { Epochs = 1 }) { Family = arm.Family })],
        };
        _record = study.Train(new RunStore(_folder["runs"]), cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_record_is_read_as_it_was_written()
    {
        RecordedStudy.Write(_folder["study"], _record);
        RecordedStudy.Write(_folder["study"], _record); // replaces
        var read = RecordedStudy.Read(_folder["study"]);

        Assert.Equal(4, read.Rows.Count);
        Assert.Equal(_record.Rows.Select(row => (row.Arm, row.Family, row.Seed, row.Run, row.Parameters)), read.Rows.Select(row => (row.Arm, row.Family, row.Seed, row.Run, row.Parameters)));
        Assert.All(_record.Rows.Zip(read.Rows), pair => Assert.Equal(pair.First.Cells, pair.Second.Cells));
        Assert.Equal(_record.Tables.OrderBy(table => table.Key, StringComparer.Ordinal), read.Tables.OrderBy(table => table.Key, StringComparer.Ordinal));
        Assert.Equal(["classes.csv", "curves.csv", "epochs.csv", "samples.csv"], read.Tables.Keys.Order());
        Assert.Equal(4 * 10, read.Observed<ClassResult>(DetectionTables.Classes).Count);
        Assert.Equal(4, read.EpochsOf<DetectionMetrics>().Count);
        Assert.Equal(_record.Environments, read.Environments);
        Assert.Equal((DetectionPreset.Smoke.Pictures!.Value.Test, 10), (read.Protocol.Fact<int>("testImages"), read.Protocol.Fact<string[]>("classes").Length));
        Assert.Empty(read.TestCorrect);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder[""], "*.partial"));
    }

    [Fact]
    public void A_curve_falls_from_recall_to_recall_and_its_mean_height_is_near_the_area()
    {
        foreach (var run in _record.Observed<RecallPoint>(DetectionTables.Curves).GroupBy(point => (point.Arm, point.Seed)))
        {
            var curve = run.Select(point => point.Row.Precision).ToArray();
            Assert.Equal(21, curve.Length);
            Assert.Equal(Enumerable.Range(0, 21).Select(step => step / 20.0), run.Select(point => point.Row.Recall));
            Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(pair.First >= pair.Second));
            Assert.Equal(_record.Rows.Single(row => (row.Arm, row.Seed) == run.Key).Number("area"), curve.Average(), 1);
        }
    }

    [Fact]
    public void The_difference_is_sandglass_minus_inverted_paired_by_seed()
    {
        var changed = _record with
        {
            Rows = [.. _record.Rows.Select(row => row with { Cells = new Dictionary<string, string>(row.Cells) { ["area"] = FormattableString.Invariant($"{(row.Family == BlockFamily.Sandglass ? 0.52 : 0.5) + (0.001 * row.Seed)}") } })],
        };
        var outcome = Assert.Single(ComparisonOutcome.Of(changed));

        Assert.Equal(("sandglass", "inverted"), (outcome.Planned.First, outcome.Planned.Second));
        Assert.Equal(2, outcome.Test.Pairs);
        Assert.Equal(0.02, outcome.Test.Difference.Mean, 12);
        Assert.Equal(0.02, changed.Protocol.Margin);
        Assert.Null(outcome.Images);
        Assert.NotNull(ComparisonOutcome.Of(changed, "eleven_point", "", "sandglass", "inverted"));
        Assert.Empty(ComparisonOutcome.Of(_record with { Rows = [] }));
        Assert.Null(ComparisonOutcome.Of(_record with { Rows = [] }, "area", "", "sandglass", "inverted"));
    }

    [Fact]
    public void The_detections_of_a_picture_are_those_of_the_arms_first_run()
    {
        var samples = $"arm,group,seed,picture,class,score,left,top,right,bottom\nsandglass,,2,1,3,0.9,0,0,1,1\nsandglass,,1,1,4,0.5,0.1,0.2,0.3,0.4\nsandglass,,1,0,5,0.5,0,0,1,1\ninverted,,1,1,6,0.5,0,0,1,1\n";
        var record = _record with { Tables = new Dictionary<string, string>(_record.Tables) { [DetectionTables.Samples] = samples } };
        var found = Assert.Single(record.Detections(BlockFamily.Sandglass, picture: 1));
        Assert.Equal((4, 0.5f, 0.1f, 0.2f, 0.3f, 0.4f), (found.Class, found.Score, found.Box.Left, found.Box.Top, found.Box.Right, found.Box.Bottom));
        Assert.Empty(record.Detections(BlockFamily.Bottleneck, picture: 1));
    }

    [Theory]
    [InlineData("runs.csv", "arm\nsandglass\n")]
    [InlineData("curves.csv", "arm,group,seed,recall\nsandglass,,none,1\n")]
    public void A_damaged_record_is_one_error_that_names_the_folder(string file, string content)
    {
        RecordedStudy.Write(_folder["study"], _record);
        File.WriteAllText(Path.Combine(_folder["study"], file), content);

        var error = Assert.Throws<WorkbenchException>(() => RecordedStudy.Read(_folder["study"]));
        Assert.Contains(_folder["study"], error.Message);
    }

    [Fact]
    public void A_table_of_other_columns_is_one_error_that_names_it()
    {
        var record = _record with { Tables = new Dictionary<string, string> { [DetectionTables.Curves] = "arm,group,seed,recall\nsandglass,,1,1\n" } };
        Assert.Contains("curves.csv", Assert.Throws<WorkbenchException>(() => record.Observed<RecallPoint>(DetectionTables.Curves)).Message);
    }

    public void Dispose() => _folder.Dispose();

    [Kind("tiny")]
    private sealed record TinyPictures : DataSource
    {
        internal override Sandglass.Data.IRunData Load() => TinyDetectors.Data();
    }
}
