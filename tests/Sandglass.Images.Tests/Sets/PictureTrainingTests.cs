using Sandglass.Data;
using Sandglass.Images.Sets;
using Sandglass.Networks;
using Sandglass.Training;

namespace Sandglass.Images.Tests.Sets;

/// <summary>A training on pictures in files, from end to end.</summary>
public sealed class PictureTrainingTests : IDisposable
{
    private static readonly Recipe Recipe = new()
    {
        Epochs = 2,
        BatchSize = 6,
        Augmentation = new Augmentation(0, true, 0) { CropArea = 0.3, ColourJitter = 0.4 },
    };

    private readonly ImageSet _set = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    public void Dispose()
    {
        _set.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Damaged_pictures_are_named_once_and_nothing_stops()
    {
        var run = Train("one", _set.Source);
        Assert.Equal(ImageSet.Damaged, run.Rows<DamagedRow>(Classification.Damaged).Select(row => (row.File, row.Reason)));
        Assert.Equal(
            ImageSet.Damaged.Select(damaged => $"{damaged.File} is left out: {damaged.Reason}").Order(StringComparer.Ordinal),
            _notes.Order(StringComparer.Ordinal));
        Assert.Equal(3 * ImageSet.Validation + 1, run.TestCorrect().Count); // the palette more, the empty file not
        Assert.Null(run.Result<ClassificationResult>().BestTestAccuracy);
    }

    [Fact]
    public void Threads_and_interruptions_change_no_byte()
    {
        var whole = Train("whole", _set.Source with { Threads = 1 });
        AssertSame(whole, Train("threads", _set.Source with { Threads = 3 }));
        foreach (var step in (int[])[1, 6, 9])
        {
            _notes.Clear();
            Assert.Throws<OperationCanceledException>(() => Train($"stopped at {step}", _set.Source, step));
            AssertSame(whole, Train($"stopped at {step}", _set.Source with { Threads = 2 }));
            Assert.Equal(_notes.Count, _notes.Distinct().Count()); // told before and after, and not twice
        }
    }

    [Fact]
    public void A_cache_of_whole_pictures_trains_to_the_same_weights_under_another_hash()
    {
        var files = Train("files", _set.Source);
        PictureCacheWriter.Write(_set.Path, _folder["cache"], side: null, cancellation: TestContext.Current.CancellationToken);
        var cache = Train("cache-run", _set.Source with { Path = _folder["cache"] });
        Assert.NotEqual(files.Hash, cache.Hash);
        Assert.Equal(File.ReadAllBytes(files.Checkpoint), File.ReadAllBytes(cache.Checkpoint));
        Assert.Equal(File.ReadAllBytes(files.Table(Classification.Damaged)), File.ReadAllBytes(cache.Table(Classification.Damaged)));

        PictureCacheWriter.Write(_set.Path, _folder["smaller"], side: 24, cancellation: TestContext.Current.CancellationToken);
        var smaller = Train("smaller-run", _set.Source with { Path = _folder["smaller"] });
        Assert.NotEqual(cache.Hash, smaller.Hash);
        Assert.NotEqual(File.ReadAllBytes(cache.Checkpoint), File.ReadAllBytes(smaller.Checkpoint));
    }

    [Fact]
    public void A_damaged_picture_stops_it_where_that_is_asked_for()
    {
        var message = Assert.Throws<DataFormatException>(() => Train("stopping", _set.Source with { StopsAtDamage = true })).Message;
        Assert.Contains(ImageSet.Damaged, damaged => message.StartsWith($"{damaged.File}: {damaged.Reason}; replace it", StringComparison.Ordinal));
    }

    [Fact]
    public void Validation_on_the_test_images_reports_the_best_epoch_beside_the_last()
    {
        var run = Train("on val", _set.Source with { HeldOut = null });
        var (result, epochs) = (run.Result<ClassificationResult>(), run.Epochs<EpochMetrics>());
        Assert.Equal(epochs.Max(epoch => epoch.ValidationAccuracy), result.BestTestAccuracy);
        Assert.Equal(epochs.MaxBy(epoch => epoch.ValidationAccuracy)!.Epoch, result.BestEpoch);
        Assert.Equal((epochs[^1].ValidationAccuracy, epochs[^1].ValidationLoss), (result.TestAccuracy, result.TestLoss));
        Assert.Equal(run.Spec.Data.Test, run.Spec.Data.Validation);
    }

    private Run Train(string name, ImageFiles source, int? stopAt = null)
    {
        using var data = source.LoadPictures();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, data, 0.1);
        var store = new RunStore(_folder[name])
        {
            CheckpointInterval = TimeSpan.FromHours(1),
            Note = Hear,
        };
        return store.FindOrTrain(new RunSpec(new Classification(plan), Recipe, data.Identity, 1), data, new Stopping(stop, stopAt), stop.Token);
    }

    private void Hear(string note)
    {
        if (note.Contains("left out", StringComparison.Ordinal))
        {
            _notes.Add(note);
        }
    }

    private static void AssertSame(Run one, Run other)
    {
        Assert.Equal(one.Hash, other.Hash);
        foreach (var name in (string[])["metrics.csv", "checkpoint.safetensors", Classification.TestCorrect, Classification.Damaged])
        {
            Assert.Equal(File.ReadAllBytes(one.Table(name)), File.ReadAllBytes(other.Table(name)));
        }
    }

    private sealed class Stopping(CancellationTokenSource stop, int? at) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == at)
            {
                stop.Cancel();
            }
        }
    }
}
