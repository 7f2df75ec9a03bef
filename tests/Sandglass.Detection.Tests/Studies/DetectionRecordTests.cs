using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Studies;
using Sandglass.Detection.Tests.Data;
using Sandglass.Detection.Tests.Training;
using Sandglass.Detection.Training;

namespace Sandglass.Detection.Tests.Studies;

public sealed class DetectionRecordTests : IDisposable
{
    private static readonly DetectionRecord Sample = new(
        [new RecordedDetector(BlockFamily.Sandglass, 1, "0123456789abcdef", "small", 1_000, 3_000_000_000, 12, double.NaN, 0.5, 0.25, 12.5, "ab")],
        [
            new RecordedPrecision(BlockFamily.Sandglass, 1, "bag", 0.5, 0.25, [.. RecordedPrecision.Recalls.Select(recall => 1 - recall)]),
            new RecordedPrecision(BlockFamily.Sandglass, 1, "coat", double.NaN, double.NaN, []),
        ],
        [new RecordedBox(BlockFamily.Sandglass, 1, 3, new ScoredBox(new Box(-0.125f, 0.25f, 0.5f, 1.0625f), 1, 0.75f))]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_reads_back()
    {
        Assert.Null(DetectionRecord.Find(_folder.Path));
        Sample.Write(_folder["studies", "detection"]);
        var read = DetectionRecord.Find(_folder.Path)!;
        Assert.Equal(Sample.Detectors, read.Detectors);
        Assert.Equal(Sample.Boxes, read.Boxes);
        Assert.Equal(Sample.Precisions.Select(row => row with { Curve = [] }), read.Precisions.Select(row => row with { Curve = [] }));
        Assert.All(Sample.Precisions.Zip(read.Precisions), pair => Assert.Equal(pair.First.Curve, pair.Second.Curve, (a, b) => Math.Abs(a - b) < 1e-6));
        Assert.Single(read.BoxesOf(BlockFamily.Sandglass, 1, 3));
        Assert.Empty(read.BoxesOf(BlockFamily.InvertedResidual, 1, 3));
        Assert.Equal(3, Directory.GetFiles(_folder["studies", "detection"]).Length);
    }

    [Theory]
    [InlineData("runs.csv", "Sandglass", "Hourglass")]
    [InlineData("runs.csv", "family", "kind")]
    [InlineData("classes.csv", ",0.25,", ",a quarter,")]
    [InlineData("boxes.csv", ",0.75,", ",")]
    public void Damaged_tables_are_refused(string file, string from, string to)
    {
        var folder = _folder["studies", "detection"];
        Sample.Write(folder);
        var path = Path.Combine(folder, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(file, Assert.Throws<DataFormatException>(() => DetectionRecord.Find(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_recorded_as_it_was_measured()
    {
        var data = TinyDetectors.Data();
        var run = new DetectionRunStore(_folder["runs"]).FindOrTrain(TinyDetectors.Spec(data), data, cancellation: TestContext.Current.CancellationToken);
        var record = DetectionRecord.Of([run], data.Test);
        var detector = Assert.Single(record.Detectors);
        Assert.Equal((BlockFamily.Sandglass, 1, run.Summary.Hash, run.Summary.TestArea), (detector.Family, detector.Seed, detector.Run, detector.Area));
        Assert.Equal(run.Summary.Classes.Select(c => (c.Name, c.Area ?? double.NaN)), record.Precisions.Select(row => (row.Class, row.Area)));
        var picture = run.TestDetections()[2].Where(found => found.Score >= 0.1f);
        Assert.Equal(picture, record.BoxesOf(BlockFamily.Sandglass, 1, 2));
        Assert.Throws<WorkbenchException>(() => DetectionRecord.Of([run], data.Training));
    }
}
