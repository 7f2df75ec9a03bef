using Sandglass.Data;
using Sandglass.Images.Transforms;

namespace Sandglass.Images.Tests.Transforms;

public class EvaluationTransformTests
{
    private static readonly Normalization Bytes = new([0], [1 / 255.0]);

    // Bytes of Pillow 9.4 by tests/parity/pillow_pixels.py, which resizes and cuts as torchvision does.
    [Fact]
    public void The_centre_of_the_resized_picture_is_torchvisions()
    {
        Assert.Equal([19, 33, 45, 59, 46, 68, 91, 112, 78, 110, 144, 176, 110, 152, 185, 153], Seen(Pictures.Of(9, 7, 1), 0.8, Resampling.Bilinear));
        Assert.Equal([26, 47, 69, 91, 48, 79, 112, 147, 69, 109, 156, 202, 91, 144, 190, 107], Seen(Pictures.Of(7, 9, 1), 0.8, Resampling.Bicubic));
        Assert.Equal([26, 43, 60, 77, 39, 61, 83, 105, 52, 79, 106, 133, 65, 97, 129, 161], Seen(Pictures.Of(4, 8, 1), 1, Resampling.Bilinear));
    }

    [Fact]
    public void Channels_are_normalised_each_by_its_own()
    {
        var numbers = new float[4 * 4 * 3];
        new EvaluationTransform(4, 0.875, Resampling.Bilinear, new([0.5, 0.25, 0], [0.5, 0.25, 1]))
            .Write(new PixelImage(5, 6, 3, [.. Enumerable.Repeat<byte[]>([255, 0, 51], 30).SelectMany(pixel => pixel)]), numbers);
        Assert.All(numbers.Chunk(3), pixel => Assert.Equal([1f, -1f, 0.2f], pixel));
    }

    [Fact]
    public void A_thread_of_pixels_takes_no_more_memory_than_another_picture()
    {
        var pixels = new byte[1 << 24];
        Array.Fill(pixels, (byte)7);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var thread in (PixelImage[])[new(1, pixels.Length, 1, pixels), new(pixels.Length, 1, 1, pixels)])
        {
            Assert.All(Seen(thread, 4 / 256.0, Resampling.Bicubic), level => Assert.Equal(7, level)); // whose longer side would be 2^32 pixels
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Pictures_of_other_channels_and_places_of_another_size_are_refused()
    {
        var transform = new EvaluationTransform(4, 1, Resampling.Bilinear, Bytes);
        Assert.Throws<ArgumentException>(() => transform.Write(Pictures.Of(5, 5, 3), new float[16]));
        Assert.Throws<ArgumentException>(() => transform.Write(Pictures.Of(5, 5, 1), new float[17]));
    }

    private static IEnumerable<int> Seen(PixelImage image, double share, Resampling resampling)
    {
        var numbers = new float[16];
        new EvaluationTransform(4, share, resampling, Bytes).Write(image, numbers);
        return numbers.Select(number => (int)Math.Round(number));
    }
}
