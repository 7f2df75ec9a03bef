using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Data.Voc;
using Sandglass.Images;

namespace Sandglass.Detection.Tests.Data;

public sealed class GeneratedDevkitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GeneratedSplits _splits = SmallScenes.Load();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_reads_back_as_it_was()
    {
        Write(_folder["scenes"], ImageFormat.Png);
        Same(_splits.Training, VocSet.Open(_folder["scenes"], [VocPart.Parse("Generated/train")]));
        Same(_splits.Validation, VocSet.Open(_folder["scenes"], [VocPart.Parse("Generated/val")]));
        Same(_splits.Test, VocSet.Open(_folder["scenes"], [VocPart.Parse("Generated/test")]));
        Assert.Equal(8, VocSet.Open(_folder["scenes"], [VocPart.Parse("Generated/trainval")]).Count);
        Assert.Contains("MIT License", File.ReadAllText(_folder["scenes", "fashion-mnist.md"]));
        Assert.Equal(["scenes"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Jpeg_is_near_and_the_lists_of_a_class_say_who_is_where()
    {
        Write(_folder["scenes"], ImageFormat.Jpeg);
        var read = VocSet.Open(_folder["scenes"], [VocPart.Parse("Generated/train")]).Read(0).Image.Pixels;
        Assert.InRange(read.Zip(_splits.Training.Read(0).Image.Pixels).Average(pair => Math.Abs(pair.First - pair.Second)), 0.01, 4);

        var present = Enumerable.Range(0, 6).SelectMany(i => _splits.Training.Read(i).Objects.Select(o => (i, o.Class))).GroupBy(p => p.Class).First();
        var name = _splits.Training.Classes[present.Key];
        var set = VocSet.Open(_folder["scenes"], [VocPart.Parse($"Generated/{name}_train")]);
        Assert.Equal(present.Select(p => p.i).Distinct().Order().Select(i => $"Generated/training_{i + 1:000000}"), Enumerable.Range(0, set.Count).Select(i => set.Read(i).Id));
    }

    [Fact]
    public void A_folder_appears_whole_or_not_at_all()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Counter(written => { if (written == 3) { stop.Cancel(); } });
        Assert.Throws<OperationCanceledException>(() => _splits.WriteDevkit(_folder["scenes"], ImageFormat.Png, progress, stop.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));

        Directory.CreateDirectory(_folder["scenes"]);
        Assert.Contains("is there already", Assert.Throws<WorkbenchException>(() => Write(_folder["scenes"], ImageFormat.Png)).Message);
        File.WriteAllText(_folder["file"], "");
        Assert.Contains("cannot be written", Assert.Throws<WorkbenchException>(() => Write(_folder["file", "scenes"], ImageFormat.Png)).Message);
    }

    private void Write(string to, ImageFormat format) => _splits.WriteDevkit(to, format, null, TestContext.Current.CancellationToken);

    private static void Same(IDetectionSet set, VocSet read)
    {
        var painted = (GeneratedSet)set;
        Assert.Equal((painted.Count, painted.Channels), (read.Count, read.Channels));
        Assert.Equal(painted.Classes, read.Classes);
        for (var i = 0; i < painted.Count; i++)
        {
            Assert.Equal(painted.Read(i).Image.Pixels, read.Read(i).Image.Pixels);
            Assert.Equal(painted.Read(i).Objects, read.Read(i).Objects);
            Assert.Equal(painted.Annotation(i).Objects, read.Annotation(i).Objects);
        }
    }

    private sealed class Counter(Action<int> told) : IProgress<int>
    {
        public void Report(int value) => told(value);
    }
}
