using CsCheck;
using Sandglass.Data;
using Sandglass.Runtime;

namespace Sandglass.Tests.Data;

public class AugmentationTests
{
    [Fact]
    public void Batches_agree_with_a_naive_reference() =>
        Gen.Select(Gen.Int[0, 8], Gen.Bool, Gen.Int[0, 7], Gen.Int[1, 3], Gen.Int[0, 1000]).Sample(
            (shift, flip, cutout, channels, seed) =>
            {
                using var data = SmallImages.Make(count: 10, channels: channels);
                var normalization = Normalization.Of(data);
                var augmentation = new Augmentation(shift, flip, cutout);
                var streams = new RandomStreams(seed);
                var loader = new DataLoader(data, 10, normalization, augmentation, streams);
                var order = loader.Order(1);
                var stream = streams.Open("augment/1");
                using var batch = loader.Epoch(1).Single();
                using var plain = batch.Images.contiguous();
                var actual = plain.data<float>().ToArray();
                var expected = order.SelectMany(i => Naive(data, normalization, i, augmentation, AugmentationDraw.Next(augmentation, stream, 6, 5)));
                Assert.Equal(expected, actual);
            },
            iter: 200,
            threads: 1);

    [Fact]
    public void Shifts_reach_both_ends_and_flips_are_half()
    {
        var stream = new RandomStreams(1).Open("test");
        var draws = Enumerable.Range(0, 5000).Select(_ => AugmentationDraw.Next(Augmentation.Standard, stream, 28, 28)).ToArray();
        Assert.Equal([-2, -1, 0, 1, 2], draws.Select(d => d.ShiftX).Distinct().Order());
        Assert.Equal([-2, -1, 0, 1, 2], draws.Select(d => d.ShiftY).Distinct().Order());
        Assert.InRange(draws.Count(d => d.Flip), 2300, 2700);
    }

    [Fact]
    public void One_part_off_leaves_the_others()
    {
        var both = new RandomStreams(1).Open("test");
        var shift = new RandomStreams(1).Open("test");
        for (var i = 0; i < 100; i++)
        {
            var a = AugmentationDraw.Next(new Augmentation(2, true, 4), both, 28, 28);
            Assert.Equal(a with { Flip = false }, AugmentationDraw.Next(new Augmentation(2, false, 0), shift, 28, 28));
        }
    }

    // One pixel at a time, in the words of the documentation: shift, then flip, then cutout.
    private static IEnumerable<float> Naive(
        ImageDataset data, Normalization normalization, int index, Augmentation augmentation, AugmentationDraw draw)
    {
        var (h, w) = (data.Height, data.Width);
        for (var c = 0; c < data.Channels; c++)
        {
            var shifted = new byte[h, w];
            var flipped = new byte[h, w];
            for (var y = 0; y < h; y++)
            {
                for (var x = 0; x < w; x++)
                {
                    var (toY, toX) = (y + draw.ShiftY, x + draw.ShiftX);
                    if (toY >= 0 && toY < h && toX >= 0 && toX < w)
                    {
                        shifted[toY, toX] = data.Pixels[(((((index * data.Channels) + c) * h) + y) * w) + x];
                    }
                }
            }
            for (var y = 0; y < h; y++)
            {
                for (var x = 0; x < w; x++)
                {
                    flipped[y, draw.Flip ? w - 1 - x : x] = shifted[y, x];
                }
            }
            for (var y = 0; y < h; y++)
            {
                for (var x = 0; x < w; x++)
                {
                    var (fromY, fromX) = (y - draw.CutoutY + (augmentation.CutoutSize / 2), x - draw.CutoutX + (augmentation.CutoutSize / 2));
                    var cut = fromY >= 0 && fromY < augmentation.CutoutSize && fromX >= 0 && fromX < augmentation.CutoutSize;
                    yield return cut ? 0 : (float)(((flipped[y, x] / 255.0) - normalization.Mean[c]) / normalization.StandardDeviation[c]);
                }
            }
        }
    }
}
