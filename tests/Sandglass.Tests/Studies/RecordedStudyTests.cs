using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Studies;

public class RecordedStudyTests
{
    private static readonly StudyRecord Record = new(
        new StudyProtocol("sample", "Which?", 0.01, [1, 2], [new("a", "b, \"c\"", "1x", IsPrimary: true)]),
        [Row("a", 1, 0.875), Row("b, \"c\"", 2, 0.5)],
        [new("a", "1x", 1, new EpochMetrics(1, 0.05, 1.25, 0.5, 1, 0.625))],
        [[true, false, true], [false, false, true]],
        [EnvironmentFingerprint.Capture()]);

    [Fact]
    public void What_was_written_is_read_back()
    {
        using var data = new TemporaryFolder();
        StudyFiles.Write(RecordedStudy.Folder("sample", data.Path), Record);
        Assert.Equivalent(Record, RecordedStudy.Find("sample", data.Path), strict: true);
    }

    [Fact]
    public void A_study_that_was_not_recorded_is_not_found()
    {
        using var data = new TemporaryFolder();
        Assert.Null(RecordedStudy.Find("none", data.Path));
        var error = Assert.Throws<WorkbenchException>(() => RecordedStudy.Sweep(data.Path));
        Assert.Contains("study run learning-rate --record", error.Message);
    }

    [Theory]
    [InlineData("study.json", "{}")]
    [InlineData("study.json", "")]
    [InlineData("runs.csv", "arm,group\na\n")]
    [InlineData("runs.csv", "")]
    [InlineData("epochs.csv", "arm,group,seed\na,1x,one\n")]
    [InlineData("test-correct.bits", "")]
    [InlineData("test-correct.bits", "        and more")]
    [InlineData("environments.json", "[{}]")]
    public void A_damaged_file_is_one_error_with_its_folder(string file, string content)
    {
        using var data = new TemporaryFolder();
        var folder = RecordedStudy.Folder("damaged", data.Path);
        StudyFiles.Write(folder, Record);
        File.WriteAllText(Path.Combine(folder, file), content);
        var error = Assert.Throws<WorkbenchException>(() => RecordedStudy.Find("damaged", data.Path));
        Assert.Contains(folder, error.Message);
    }

    [Fact]
    public void Every_study_of_the_repository_can_be_read_and_is_named()
    {
        var folders = Directory.GetDirectories(Path.Combine(Sandglass.Data.DataDirectory.Find(), "studies"));
        Assert.All(folders, folder =>
        {
            var name = Path.GetFileName(folder);
            if (!StudyCatalogue.Names.Contains(name))
            {
                Assert.NotEmpty(RecordedValues.Find(name, "seed")!.Values); // of detectors and the like: what the ledger reads of them
                return;
            }

            var record = RecordedStudy.Find(name)!;
            var grid = StudyCatalogue.Named(record.Protocol.Name).Arms.ToDictionary(arm => (arm.Name, arm.Group));
            Assert.All(record.Rows, row => Assert.Equal(Counter.Count(grid[(row.Arm, row.Group)].Match.Plan).Parameters, row.Parameters));
        });
    }

    private static StudyRow Row(string arm, int seed, double accuracy) => new(
        arm, "1x", BlockFamily.Sandglass, seed, "0123456789abcdef", 0.9271, 258_154, 8_030_464, 0.1, 8, 0.9, accuracy, 0.5, 101.5, 400, 0);
}
