using Sandglass.Images.Transforms;
using Sandglass.Runtime;

namespace Sandglass.Images.Tests.Transforms;

public class RandomErasingTests
{
    private const int Side = 40;

    [Fact]
    public void A_rectangle_of_normal_numbers_comes_in_and_the_rest_stays()
    {
        var random = new RandomStreams(1).Open("erasing");
        var noise = new List<float>();
        for (var i = 0; i < 200; i++)
        {
            var numbers = new float[Side * Side * 3];
            Array.Fill(numbers, 9);
            RandomErasing.Apply(numbers, Side, 1, random);
            var changed = Enumerable.Range(0, Side * Side).Where(pixel => numbers[3 * pixel] != 9).ToArray();
            var (width, height) = (Extent(changed.Select(pixel => pixel % Side)), Extent(changed.Select(pixel => pixel / Side)));
            Assert.Equal(width * height, changed.Length);
            Assert.InRange(changed.Length / (double)(Side * Side), 0.01, 0.36);
            Assert.All(changed, pixel => Assert.DoesNotContain(9f, numbers.AsSpan(3 * pixel, 3).ToArray()));
            Assert.Equal(3 * changed.Length, numbers.Count(number => number != 9));
            noise.AddRange(numbers.Where(number => number != 9));
        }

        Assert.InRange(noise.Average(), -0.01, 0.01);
        Assert.InRange(Math.Sqrt(noise.Average(number => number * number)), 0.99, 1.01);
        Assert.True(noise.Distinct().Count() > noise.Count * 0.9); // a number a pixel and channel
    }

    [Fact]
    public void It_happens_with_its_probability()
    {
        var random = new RandomStreams(2).Open("erasing");
        var erased = 0;
        for (var i = 0; i < 2000; i++)
        {
            var numbers = new float[Side * Side];
            RandomErasing.Apply(numbers, Side, 0.2, random);
            erased += numbers.Any(number => number != 0) ? 1 : 0;
        }

        Assert.InRange(erased, 330, 470);
    }

    private static int Extent(IEnumerable<int> places) => places.Max() - places.Min() + 1;
}
