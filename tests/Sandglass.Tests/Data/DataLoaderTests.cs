using System.Security.Cryptography;
using Sandglass.Data;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Tests.Data;

public sealed class DataLoaderTests : IDisposable
{
    private readonly ImageDataset _data = SmallImages.Make();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        Assert.Equal(Bytes(Loader(1), 1), Bytes(Loader(1), 1));
        Assert.NotEqual(Bytes(Loader(1), 1), Bytes(Loader(2), 1));
        Assert.NotEqual(Bytes(Loader(1), 1), Bytes(Loader(1), 2));
    }

    [Fact]
    public void An_epoch_needs_none_before_it()
    {
        var loader = Loader(1);
        Bytes(loader, 1);
        Bytes(loader, 2);
        Assert.Equal(Bytes(Loader(1), 3), Bytes(loader, 3));
    }

    [Fact]
    public void Changes_of_pictures_from_files_are_refused()
    {
        Augmentation[] changes =
        [
            Augmentation.None with { CropArea = 0.08 },
            Augmentation.None with { CropInterpolation = "bicubic" },
            Augmentation.None with { ColourJitter = 0.4 },
            Augmentation.None with { RandAugmentMagnitude = 9 },
            Augmentation.None with { RandomErasing = 0.2 },
        ];
        Assert.All(changes, change => Assert.Contains("small images", Assert.Throws<WorkbenchException>(() => Loader(1, augmentation: change)).Message));
    }

    [Fact]
    public void Augmentation_leaves_the_order()
    {
        var with = Labels(Loader(1).Epoch(4));
        var without = Labels(Loader(1, augmentation: Augmentation.None).Epoch(4));
        Assert.Equal(with, without);
        Assert.NotEqual(Bytes(Loader(1), 4), Bytes(Loader(1, augmentation: Augmentation.None), 4));
    }

    [Fact]
    public void Training_drops_the_partial_batch_and_evaluation_keeps_it()
    {
        Assert.Equal([16, 16, 16], Sizes(Loader(1, batchSize: 16).Epoch(1)));
        Assert.Equal(3, Loader(1, batchSize: 16).BatchesPerEpoch);
        var evaluation = new EvaluationLoader(_data, 16, Normalization.Of(_data));
        Assert.Equal([16, 16, 16, 2], Sizes(evaluation.Batches()));
        Assert.Equal(_data.LabelValues.ToArray(), Labels(evaluation.Batches()));
    }

    [Fact]
    public void Every_image_comes_once_an_epoch() =>
        Assert.Equal(Enumerable.Range(0, 50), Loader(1, batchSize: 10).Order(7).Order());

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Batches_are_channels_last(int channels)
    {
        using var data = SmallImages.Make(channels: channels);
        var loader = new DataLoader(data, 8, Normalization.Of(data), Augmentation.Standard, new RandomStreams(1));
        using var batch = loader.Epoch(1).First();
        Assert.Equal([8, channels, 6, 5], batch.Images.shape);
        Assert.True(ChannelsLast.Is(batch.Images));
        Assert.Equal(float32, batch.Images.dtype);
        Assert.Equal(int64, batch.Labels.dtype);
    }

    [Fact]
    public void A_batch_belongs_to_whoever_took_it()
    {
        Batch batch;
        using (NewDisposeScope())
        {
            batch = Loader(1).Epoch(1).First();
        }
        Assert.False(batch.Images.IsInvalid);
        batch.Dispose();
        Assert.True(batch.Images.IsInvalid);
        Assert.True(batch.Labels.IsInvalid);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_refused() =>
        Assert.Throws<WorkbenchException>(() => Loader(1, batchSize: 51));

    [Fact]
    public void Another_number_of_channels_is_refused() =>
        Assert.Throws<WorkbenchException>(() => new EvaluationLoader(_data, 8, new Normalization([0.5], [0.5])));

    private DataLoader Loader(int seed, int batchSize = 8, Augmentation? augmentation = null) =>
        new(_data, batchSize, Normalization.Of(_data), augmentation ?? Augmentation.Standard, new RandomStreams(seed));

    private static string Bytes(DataLoader loader, int epoch)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var batch in loader.Epoch(epoch))
        {
            using (batch)
            using (var plain = batch.Images.contiguous())
            {
                hash.AppendData(plain.bytes);
                hash.AppendData(batch.Labels.bytes);
            }
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static List<long> Labels(IEnumerable<Batch> batches) => [.. batches.SelectMany(b => Take(b, x => x.Labels.data<long>().ToArray()))];

    private static List<int> Sizes(IEnumerable<Batch> batches) => [.. batches.Select(b => Take(b, x => x.Count))];

    private static T Take<T>(Batch batch, Func<Batch, T> what)
    {
        using (batch)
        {
            return what(batch);
        }
    }
}
