using Sandglass.Data;
using Sandglass.Detection.Data;
using Sandglass.Images;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Detection.Tests.Data;

public class DetectionLoaderTests(SmallScenes scenes) : IClassFixture<SmallScenes>
{
    private static readonly Normalization HalfAndHalf = new([0.5], [0.25]);

    private readonly IDetectionSet _set = scenes.Splits.Training;

    [Fact]
    public void The_same_seed_gives_the_same_batches_however_many_threads_decode()
    {
        var one = Read(Loader(1).Epoch(1));
        Same(one, Read(Loader(1).Epoch(1)));
        Same(one, Read(new DetectionLoader(_set, 8, 64, HalfAndHalf, DetectionAugmentation.Ssd, new RandomStreams(1)) { Workers = 3 }.Epoch(1)));
        Assert.NotEqual(one[0].Values, Read(Loader(2).Epoch(1))[0].Values);
        Assert.NotEqual(one[0].Values, Read(Loader(1).Epoch(2))[0].Values);
    }

    [Fact]
    public void An_epoch_goes_on_from_any_batch()
    {
        var whole = Read(Loader(1).Epoch(3));
        Assert.Equal(7, whole.Count); // 60 pictures, 8 a batch
        Same(whole[5..], Read(Loader(1).Epoch(3, first: 5)));
        Assert.Empty(Loader(1).Epoch(3, first: 7));
    }

    [Fact]
    public void Every_picture_comes_once_an_epoch()
    {
        var ids = Read(new DetectionLoader(_set, 10, 32, HalfAndHalf, DetectionAugmentation.None, new RandomStreams(1)).Epoch(1)).SelectMany(batch => batch.Ids).ToArray();
        Assert.Equal(60, ids.Distinct().Count());
        Assert.NotEqual(ids, ids.Order());
    }

    [Fact]
    public void Evaluation_is_every_picture_as_it_is()
    {
        var batches = Read(Loader(1).Evaluation());
        Assert.Equal([8, 8, 8, 8, 8, 8, 8, 4], batches.Select(batch => batch.Ids.Count));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => _set.Read(i).Id), batches.SelectMany(batch => batch.Ids));

        var same = Read(new DetectionLoader(_set, 8, 128, HalfAndHalf, DetectionAugmentation.Ssd, new RandomStreams(1)).Evaluation())[0];
        var expected = _set.Read(0).Image.Pixels.Select(pixel => ((pixel / 255f) - 0.5f) / 0.25f);
        Assert.All(expected.Zip(same.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Equal(_set.Read(0).Objects, same.Objects[0]);
    }

    [Fact]
    public void Batches_are_channels_last_and_outlive_a_scope()
    {
        DetectionBatch batch;
        using (NewDisposeScope())
        {
            batch = Loader(1).Epoch(1).First();
        }
        using (batch)
        {
            Assert.Equal([8, 1, 64, 64], batch.Images.shape);
            Assert.True(ChannelsLast.Is(batch.Images));
            Assert.Equal(ScalarType.Float32, batch.Images.dtype);
            Assert.Equal((8, 8), (batch.Count, batch.Objects.Count));
        }
    }

    [Fact]
    public void Colour_keeps_its_channels_apart()
    {
        var set = new OneColour();
        using var batch = new DetectionLoader(set, 1, 4, DetectionNormalization.Ssd, DetectionAugmentation.None, new RandomStreams(1)).Evaluation().Single();
        Assert.Equal([1, 3, 4, 4], batch.Images.shape);
        foreach (var (channel, expected) in ((float[])[200 - 123, 100 - 117, 50 - 104]).Index())
        {
            using var plane = batch.Images.select(1, channel).contiguous();
            Assert.All(plane.data<float>().ToArray(), value => Assert.Equal(expected, value, 1e-3f));
        }
    }

    [Fact]
    public void A_failure_on_the_background_thread_comes_to_the_caller()
    {
        var loader = new DetectionLoader(new OneColour(failing: true), 1, 4, DetectionNormalization.Ssd, DetectionAugmentation.None, new RandomStreams(1));
        Assert.Contains("torn", Assert.Throws<DataFormatException>(() => Read(loader.Evaluation())).Message);
        Assert.Contains("torn", Assert.Throws<DataFormatException>(() => Read(new DetectionLoader(
            new OneColour(failing: true), 1, 4, DetectionNormalization.Ssd, DetectionAugmentation.None, new RandomStreams(1))
        { Workers = 2 }.Epoch(1))).Message);
    }

    [Fact]
    public void Whoever_stops_early_leaves_no_thread_behind()
    {
        var counting = new OneColour(count: 1000);
        var loader = new DetectionLoader(counting, 1, 4, DetectionNormalization.Ssd, DetectionAugmentation.None, new RandomStreams(1));
        foreach (var batch in loader.Evaluation())
        {
            batch.Dispose();
            break;
        }
        var read = counting.Reads;
        Assert.InRange(read, 1, 6); // one taken, two ready, one waiting for room, one at work
        Thread.Sleep(50);
        Assert.Equal(read, counting.Reads);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<WorkbenchException>(() => new DetectionLoader(_set, 61, 64, HalfAndHalf, DetectionAugmentation.None, new RandomStreams(1)).Epoch(1));
        Assert.Throws<WorkbenchException>(() => new DetectionLoader(_set, 8, 64, DetectionNormalization.Ssd, DetectionAugmentation.None, new RandomStreams(1)));
    }

    [Fact]
    public void The_normalisation_of_a_set_makes_it_normal()
    {
        var normal = DetectionNormalization.Of(_set);
        var values = Read(new DetectionLoader(_set, 60, 128, normal, DetectionAugmentation.None, new RandomStreams(1)).Evaluation())[0].Values;
        Assert.Equal(0, values.Average(), 1e-3f);
        Assert.Equal(1, values.Average(value => value * value), 1e-3f);
    }

    private DetectionLoader Loader(int seed) => new(_set, 8, 64, HalfAndHalf, DetectionAugmentation.Ssd, new RandomStreams(seed));

    private static List<ReadBatch> Read(IEnumerable<DetectionBatch> batches)
    {
        List<ReadBatch> read = [];
        foreach (var batch in batches)
        {
            using (batch)
            {
                using var plain = batch.Images.contiguous();
                read.Add(new ReadBatch(plain.data<float>().ToArray(), batch.Ids, batch.Objects));
            }
        }
        return read;
    }

    private static void Same(IReadOnlyList<ReadBatch> expected, IReadOnlyList<ReadBatch> actual)
    {
        Assert.Equal(expected.Select(batch => batch.Values), actual.Select(batch => batch.Values));
        Assert.Equal(expected.Select(batch => batch.Ids), actual.Select(batch => batch.Ids));
        Assert.Equal(expected.Select(batch => batch.Objects), actual.Select(batch => batch.Objects));
    }

    private sealed record ReadBatch(float[] Values, IReadOnlyList<string> Ids, IReadOnlyList<IReadOnlyList<Sandglass.Detection.Boxes.LabelledBox>> Objects);

    private sealed class OneColour(int count = 1, bool failing = false) : IDetectionSet
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public string Name => "one colour";

        public string Sha256 => "";

        public IReadOnlyList<string> Classes => ["thing"];

        public int Count => count;

        public int Channels => 3;

        public DetectionSample Read(int index)
        {
            Interlocked.Increment(ref _reads);
            return failing
                ? throw new DataFormatException("torn")
                : new DetectionSample("1", new PixelImage(2, 2, 3, [200, 100, 50, 200, 100, 50, 200, 100, 50, 200, 100, 50]), []);
        }
    }
}
