using Sandglass.Data;
using Sandglass.Images.Transforms;
using Sandglass.Runtime;

namespace Sandglass.Images.Tests.Transforms;

public class TrainingTransformTests
{
    private const int Side = 32;
    private static readonly Normalization Normalization = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);
    private static readonly PixelImage Picture = Pictures.Of(120, 90, 3);
    private static readonly Augmentation Crop = Augmentation.None with { CropArea = 0.08, HorizontalFlip = true };

    private static readonly Augmentation All = Crop with
    {
        CropInterpolation = "random",
        ColourJitter = 0.4,
        RandAugmentMagnitude = 9,
        RandAugmentDeviation = 0.5,
        RandomErasing = 0.2,
    };

    [Fact]
    public void Without_changes_it_is_the_centre_normalised()
    {
        var (square, table) = (Picture.ToSquare(Side).Pixels, Normalization.Table());
        Assert.Equal(square.Select((level, i) => table[(256 * (i % 3)) + level]), Seen(Augmentation.None, 1));
    }

    [Fact]
    public void A_stream_gives_the_same_numbers_on_any_thread()
    {
        var transform = new TrainingTransform(All, Side, Normalization);
        var one = Enumerable.Range(0, 64).Select(Written).ToArray();
        var many = new float[64][];
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => many[i] = Written(i));
        Assert.Equal(one, many);
        Assert.Equal(64, one.Select(numbers => numbers.Sum()).Distinct().Count());

        float[] Written(int seed)
        {
            var numbers = new float[Side * Side * 3];
            transform.Write(Picture, Stream(seed), numbers);
            return numbers;
        }
    }

    [Fact]
    public void One_part_more_leaves_the_others_as_they_were()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            // So little jitter changes no byte.
            Assert.Equal(Seen(Crop, seed), Seen(Crop with { ColourJitter = 1e-12 }, seed));

            var (whole, erased) = (Seen(All with { RandomErasing = null }, seed), Seen(All with { RandomErasing = 1 }, seed));
            Assert.True(whole.Zip(erased).Count(pair => pair.First == pair.Second) > whole.Length / 2);
        }
    }

    [Fact]
    public void A_random_interpolation_is_either_of_the_two()
    {
        var cubic = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var random = Seen(Crop with { CropInterpolation = "random" }, seed);
            var isCubic = random.SequenceEqual(Seen(Crop with { CropInterpolation = "bicubic" }, seed));
            cubic += isCubic ? 1 : 0;
            Assert.True(isCubic || random.SequenceEqual(Seen(Crop with { CropInterpolation = "bilinear" }, seed)));
        }

        Assert.InRange(cubic, 30, 70);
    }

    [Fact]
    public void Half_of_the_pictures_are_mirrored()
    {
        var plain = Seen(Augmentation.None, 0);
        var mirrored = plain.Chunk(Side * 3).SelectMany(row => row.Chunk(3).Reverse().SelectMany(pixel => pixel)).ToArray();
        var seen = Enumerable.Range(0, 200).Select(seed => Seen(Augmentation.None with { HorizontalFlip = true }, seed)).ToArray();
        Assert.All(seen, numbers => Assert.True(numbers.SequenceEqual(plain) || numbers.SequenceEqual(mirrored)));
        Assert.InRange(seen.Count(numbers => numbers.SequenceEqual(mirrored)), 75, 125);
    }

    [Fact]
    public void Jitter_moves_the_three_properties_both_ways()
    {
        var flat = new PixelImage(40, 40, 3, [.. Enumerable.Repeat<byte[]>([150, 100, 50], 1600).SelectMany(pixel => pixel)]);
        var (means, spreads) = (new List<float>(), new List<float>());
        for (var seed = 0; seed < 300; seed++)
        {
            var numbers = new float[Side * Side * 3];
            new TrainingTransform(Augmentation.None with { ColourJitter = 0.4 }, Side, new([0, 0, 0], [1, 1, 1])).Write(flat, Stream(seed), numbers);
            means.Add((numbers[0] + numbers[1] + numbers[2]) * 85);
            spreads.Add((numbers[0] - numbers[2]) * 255);
        }

        Assert.InRange(means.Min(), 55, 70); // 100 by 0.6 at least
        Assert.InRange(means.Max(), 130, 145);
        Assert.InRange(spreads.Min(), 15, 50); // of 100, by 0.6 thrice at least
        Assert.InRange(spreads.Max(), 170, 255);
    }

    [Fact]
    public void Grey_pictures_are_changed_too()
    {
        var numbers = new float[Side * Side];
        for (var seed = 0; seed < 50; seed++)
        {
            new TrainingTransform(All, Side, new([0.5], [0.5])).Write(Pictures.Of(50, 70, 1), Stream(seed), numbers);
            Assert.All(numbers, number => Assert.InRange(number, -6, 6));
        }
    }

    [Fact]
    public void Shift_and_cutout_are_refused()
    {
        Assert.Contains("shift", Assert.Throws<WorkbenchException>(() => new TrainingTransform(Augmentation.Standard, Side, Normalization)).Message);
        Assert.Throws<WorkbenchException>(() => new TrainingTransform(Augmentation.None with { CutoutSize = 4 }, Side, Normalization));
        Assert.Throws<ArgumentException>(() => new TrainingTransform(Augmentation.None, Side, Normalization).Write(Pictures.Of(5, 5, 1), Stream(1), new float[Side * Side * 3]));
    }

    private static RandomStream Stream(int seed) => new RandomStreams(seed).Open("augment");

    private static float[] Seen(Augmentation augmentation, int seed)
    {
        var numbers = new float[Side * Side * 3];
        new TrainingTransform(augmentation, Side, Normalization).Write(Picture, Stream(seed), numbers);
        return numbers;
    }
}
