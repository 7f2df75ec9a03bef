using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Studies;

public class RecordedStudyTests
{
    private static readonly StudyRecord Record = new(
        new StudyProtocol("sample", "Which?", 0.01, [1, 2], [new("a", "b, \"c\"", "1x", IsPrimary: true)], "test_accuracy")
        {
            About = new Dictionary<string, System.Text.Json.JsonElement> { ["genotype"] = System.Text.Json.JsonSerializer.SerializeToElement(new[] { 1, 2 }) },
        },
        [Row("a", BlockFamily.Sandglass, 1, 0.875), Row("b, \"c\"", null, 2, 0.5)],
        [EnvironmentFingerprint.Capture()])
    {
        Tables = new Dictionary<string, string>
        {
            ["epochs.csv"] = "arm,group,seed,epoch,learning_rate,training_loss,training_accuracy,validation_loss,validation_accuracy\na,1x,1,1,0.05,1.25,0.5,1,0.625\n",
        },
        TestCorrect = [[true, false, true], [false, false, true]],
    };

    [Fact]
    public void What_was_written_is_read_back()
    {
        using var data = new TemporaryFolder();
        RecordedStudy.Write(RecordedStudy.Folder("sample", data.Path), Record);
        var read = RecordedStudy.Find("sample", data.Path)!;

        Assert.Equivalent(Record with { Protocol = Record.Protocol with { About = read.Protocol.About } }, read, strict: true);
        Assert.Equal([1, 2], read.Protocol.Fact<int[]>("genotype"));
        Assert.Equal(new EpochMetrics(1, 0.05, 1.25, 0.5, 1, 0.625), Assert.Single(read.Observed<EpochMetrics>("epochs.csv")).Row);
        var (files, again) = (Written(RecordedStudy.Folder("sample", data.Path)), RecordedStudy.Folder("again", data.Path));
        RecordedStudy.Write(again, read);
        Assert.Equal(files, Written(again));
    }

    [Fact]
    public void What_a_folder_held_is_replaced()
    {
        using var data = new TemporaryFolder();
        var folder = RecordedStudy.Folder("sample", data.Path);
        RecordedStudy.Write(folder, Record);
        RecordedStudy.Write(folder, Record with { Tables = new Dictionary<string, string>(), TestCorrect = [] });
        Assert.Equal(["environments.json", "runs.csv", "study.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        Assert.Empty(RecordedStudy.Find("sample", data.Path)!.TestCorrect);
    }

    [Fact]
    public void What_was_declared_stays_and_is_no_record()
    {
        using var data = new TemporaryFolder();
        var folder = Directory.CreateDirectory(RecordedStudy.Folder("sample", data.Path)).FullName;
        var declared = Path.Combine(folder, Declaration.FileName);
        File.WriteAllText(declared, "as it was\n");
        Assert.Null(RecordedStudy.Find("sample", data.Path));
        Assert.Empty(RecordedStudy.Names(data.Path));

        RecordedStudy.Write(folder, Record);
        Assert.Equal("as it was\n", File.ReadAllText(declared));
        Assert.Equal(["sample"], RecordedStudy.Names(data.Path));
    }

    [Fact]
    public void A_study_that_was_not_recorded_is_not_found()
    {
        using var data = new TemporaryFolder();
        Assert.Null(RecordedStudy.Find("none", data.Path));
    }

    [Theory]
    [InlineData("study.json", "\"comparisons\": [", "\"comparisons\": [null, ")]
    [InlineData("study.json", "\"margin\": 0.01", "\"margin\": 1e400")]
    [InlineData("study.json", "\"margin\": 0.01", "\"margin\": -1")]
    [InlineData("study.json", "\"seeds\": [", "\"seeds\": [1.5, ")]
    [InlineData("study.json", "\"seeds\": [", "\"seeds\": [2, ")]
    [InlineData("study.json", "\"name\": \"", "\"name\": \"\\u001b[2J")]
    [InlineData("study.json", "\"name\": \"", "\"name\": \"\\udc00")]
    [InlineData("environments.json", "[", "[null, ")]
    [InlineData("runs.csv", "0.875", "1e400")]
    [InlineData("runs.csv", "0.875", "-0.5")]
    [InlineData("runs.csv", "0.875", "NaN")]
    [InlineData("runs.csv", "a,1x,Sandglass,1,", "a,1x,Sandglass,1.5,")]
    [InlineData("runs.csv", "a,1x,Sandglass,1,", "a\u0007,1x,Sandglass,1,")]
    [InlineData("runs.csv", "a,1x,Sandglass,1,", "a,1x,7,1,")]
    public void What_no_record_says_is_an_error_that_names_the_folder(string name, string written, string found)
    {
        using var data = new TemporaryFolder();
        var folder = RecordedStudy.Folder("sample", data.Path);
        RecordedStudy.Write(folder, Record);
        var text = File.ReadAllText(Path.Combine(folder, name));
        Assert.Contains(written, text);
        File.WriteAllText(Path.Combine(folder, name), text.Replace(written, found));
        var wrong = Assert.Throws<WorkbenchException>(() => RecordedStudy.Read(folder));

        Assert.Contains(folder, wrong.Message);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Theory]
    [InlineData("study.json", "{}")]
    [InlineData("study.json", "")]
    [InlineData("runs.csv", "arm,group\na\n")]
    [InlineData("runs.csv", "")]
    [InlineData("runs.csv", "arm,group,family,seed,run,environment\na,1x,None,1,0,0\n")]
    [InlineData("runs.csv", "arm,group,family,seed,run,environment\na,1x,,1,0,1\nb,1x,,1,0,0\n")]
    [InlineData("runs.csv", "arm,group,family,seed,run,environment\na,1x,,1,0,0\n")]
    [InlineData("epochs.csv", "arm,group,seed\na,1x,one\n")]
    [InlineData("test-correct.bits", "")]
    [InlineData("test-correct.bits", "        and more")]
    [InlineData("environments.json", "[{}]")]
    public void A_damaged_file_is_one_error_with_its_folder(string file, string content)
    {
        using var data = new TemporaryFolder();
        var folder = RecordedStudy.Folder("damaged", data.Path);
        RecordedStudy.Write(folder, Record);
        File.WriteAllText(Path.Combine(folder, file), content);
        var error = Assert.Throws<WorkbenchException>(() => RecordedStudy.Find("damaged", data.Path));
        Assert.Contains(folder, error.Message);
    }

    private static string[] Written(string folder) => [.. Directory.GetFiles(folder).Order().Select(path => $"{Path.GetFileName(path)} {Convert.ToHexString(File.ReadAllBytes(path))}")];

    private static StudyRow Row(string arm, BlockFamily? family, int seed, double accuracy) => new(
        arm, "1x", family, seed, "0123456789abcdef", 0,
        new Dictionary<string, string>
        {
            ["width_multiplier"] = "0.9271",
            ["parameters"] = "258154",
            ["multiply_adds"] = "8030464",
            ["learning_rate"] = "0.1",
            ["epochs"] = "8",
            ["validation_accuracy"] = "0.9",
            ["test_accuracy"] = FormattableString.Invariant($"{accuracy}"),
            ["test_loss"] = "0.5",
            ["seconds"] = "101.5",
            ["training_images_per_second"] = "400",
            ["note"] = "a word, with a comma",
        });
}
