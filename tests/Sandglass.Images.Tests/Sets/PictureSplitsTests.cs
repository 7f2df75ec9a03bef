using Sandglass.Data;
using Sandglass.Images.Sets;
using Sandglass.Images.Transforms;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass.Images.Tests.Sets;

public sealed class PictureSplitsTests : IDisposable
{
    private readonly ImageSet _set = new();

    private PictureSplits Data => _set.Source.LoadPictures(cancellation: TestContext.Current.CancellationToken);

    public void Dispose() => _set.Dispose();

    [Fact]
    public void Train_and_val_are_training_and_test_and_a_share_of_each_class_is_held_out()
    {
        using var data = _set.Source.LoadPictures(cancellation: TestContext.Current.CancellationToken);
        var training = (3 * ImageSet.Training) + 5; // three odd ones and two damaged
        Assert.Equal((training - 9, (9, (3 * ImageSet.Validation) + 2)), (data.TrainingCount, data.Counts));
        Assert.Equal(ImageSet.Classes, data.ClassNames);
        Assert.Equal("objects/training", data.Identity.Name);
        Assert.False(data.ValidatesOnTest);

        using var all = (_set.Source with { HeldOut = null }).LoadPictures(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((training, true), (all.TrainingCount, all.ValidatesOnTest));
    }

    [Fact]
    public void A_folder_of_classes_alone_is_split_by_the_seed()
    {
        using var data = (_set.Source with { Path = _set["train"] }).LoadPictures(cancellation: TestContext.Current.CancellationToken);
        using var other = (_set.Source with { Path = _set["train"], Split = new StratifiedSplit(Seed: 2) }).LoadPictures(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(3 * ImageSet.Training + 5, data.TrainingCount + data.Counts.Validation + data.Counts.Test);
        Assert.NotEqual(data.Identity, other.Identity);
    }

    [Fact]
    public void A_batch_that_no_array_holds_is_refused_and_evaluation_takes_smaller_ones()
    {
        const int most = int.MaxValue / (3 * 1024 * 1024 * sizeof(float));
        using var store = FolderPictures.List(_set.Path);
        var decoder = new PictureDecoder(store, new int[most + 1], 1024, threads: 1, stops: false);
        var transform = new TrainingTransform(Augmentation.None, 1024, PictureSplits.ImageNet);

        Assert.Equal(1, new TrainingPictures(decoder, "set/training", most, transform, new RandomStreams(1)).BatchesPerEpoch);
        Assert.Equal(
            "a batch of 171 pictures of this size does not fit into memory at once; use 170 or fewer.",
            Assert.Throws<WorkbenchException>(() => new TrainingPictures(decoder, "set/training", most + 1, transform, new RandomStreams(1))).Message);

        using var data = (_set.Source with { Side = 1024 }).LoadPictures(cancellation: TestContext.Current.CancellationToken);
        using var batch = data.TestBatches(1_000_000_000, PictureSplits.ImageNet).First();
        Assert.Equal(data.Counts.Test - 1, batch.Labels.shape[0]); // a damaged one
    }

    [Fact]
    public void The_identity_knows_contents_and_names_and_not_the_place()
    {
        using var data = Data;
        using var moved = new ImageSet();
        using var same = moved.Source.LoadPictures(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(data.Identity, same.Identity);

        var path = moved["val", "n02", "palette.png"];
        var bytes = File.ReadAllBytes(path);
        bytes[^20] ^= 1;
        File.WriteAllBytes(path, bytes);
        using var changed = moved.Source.LoadPictures(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((data.Identity.Training, data.Identity.Validation), (changed.Identity.Training, changed.Identity.Validation));
        Assert.NotEqual(data.Identity.Test, changed.Identity.Test);

        File.Move(moved["train", "n02", "grey.JPEG"], moved["train", "n02", "gray.JPEG"]);
        using var renamed = moved.Source.LoadPictures(cancellation: TestContext.Current.CancellationToken);
        Assert.NotEqual((data.Identity.Training, data.Identity.Validation), (renamed.Identity.Training, renamed.Identity.Validation));
    }

    [Fact]
    public void Any_batch_can_be_made_without_those_before_it_and_epochs_differ()
    {
        using var data = Data;
        var loader = data.TrainingBatches(5, data.UsualNormalization, new Augmentation(0, true, 0) { CropArea = 0.08 }, new RandomStreams(3));
        Assert.Equal(7, loader.BatchesPerEpoch);
        var all = loader.Epoch(1).Select(Taken).ToArray();
        Assert.Equal(all[4..].SelectMany(values => values), loader.Epoch(1, 4).Select(Taken).SelectMany(values => values));
        Assert.NotEqual(all[0], Taken(loader.Epoch(2).First()));
        Assert.All(all, values => Assert.Equal(5 * 3 * ImageSet.Side * ImageSet.Side, values.Length));
    }

    [Fact]
    public void In_the_place_of_a_damaged_picture_stands_the_next_and_evaluation_leaves_it_out()
    {
        using var data = Data;
        var named = new List<string>();
        foreach (var batch in data.TrainingBatches(2, data.UsualNormalization, Augmentation.None, new RandomStreams(3)).Epoch(1))
        {
            using (batch)
            {
                Assert.Equal(2, batch.Count);
                named.AddRange(batch.Damaged.Select(image => image.File));
            }
        }

        using var val = data.TestBatches(100, data.UsualNormalization).Single();
        Assert.Equal((3 * ImageSet.Validation) + 1, val.Count);
        Assert.Equal("val/n03/empty.JPEG", Assert.Single(val.Damaged).File);
        Assert.All(named, name => Assert.Contains(name, ImageSet.Damaged.Select(damaged => damaged.File)));
    }

    [Fact]
    public void A_set_with_nothing_whole_says_so()
    {
        foreach (var file in Directory.EnumerateFiles(_set["val"], "*", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, "gone");
        }

        using var data = Data;
        Assert.Contains("all 17 pictures are damaged", Assert.Throws<DataFormatException>(() => data.TestBatches(4, data.UsualNormalization).Sum(Freed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_used_is_named()
    {
        Directory.CreateDirectory(_set["val", "n99"]);
        _set.Write([1], "val", "n99", "a.JPEG");
        Refused("n99 is a class that train does not have");
        Directory.Delete(_set["val", "n99"], recursive: true);
        Directory.CreateDirectory(_set["train", "n05"]);
        Refused("class without pictures");
        _set.Write([1], "train", "n05", "a.JPEG");
        Refused("'n05' has 1 training pictures");
        Directory.Delete(_set["train", "n05"], recursive: true);
        File.CreateSymbolicLink(_set["train", "n02", "link.JPEG"], "/etc/hostname");
        Refused("is a link");
        Assert.Contains("8 to 1024", Assert.Throws<WorkbenchException>(() => (_set.Source with { Side = 4 }).LoadPictures(cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_process_is_told_it_as_json()
    {
        var source = _set.Source with { HeldOut = null, Threads = 3, StopsAtDamage = true };
        var text = RunJson.Text<DataSource>(source);
        Assert.Contains("\"kind\": \"image-files\"", text, StringComparison.Ordinal);
        Assert.Equal(source, RunJson.Parse<DataSource>(text));
    }

    private void Refused(string reason) =>
        Assert.Contains(reason, Assert.ThrowsAny<WorkbenchException>(() => _set.Source.LoadPictures(cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    private static int Freed(Batch batch)
    {
        using (batch)
        {
            return batch.Count;
        }
    }

    private static float[] Taken(Batch batch)
    {
        using (batch)
        {
            return [.. batch.Images.contiguous().data<float>()];
        }
    }
}
