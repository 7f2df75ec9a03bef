using CsCheck;
using Sandglass.Runtime;

namespace Sandglass.Tests.Runtime;

public class RandomStreamTests
{
    [Fact]
    public void Follows_the_reference_implementation()
    {
        // The authors' C code, https://prng.di.unimi.it/xoshiro256starstar.c, from the state 1, 2, 3, 4.
        var stream = new RandomStream(1, 2, 3, 4);
        ulong[] expected = [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360];
        Assert.Equal(expected, expected.Select(_ => stream.NextUInt64()));
    }

    [Fact]
    public void A_named_stream_is_the_same_in_every_version()
    {
        var stream = new RandomStreams(7).Open("shuffle");
        ulong[] expected = [1681251638401423415, 16198884066436102974, 15551658923380763638];
        Assert.Equal(expected, expected.Select(_ => stream.NextUInt64()));
    }

    [Fact]
    public void Same_seed_and_name_give_the_same_numbers() =>
        Gen.Select(Gen.Int, Gen.String[Gen.Char.AlphaNumeric, 1, 20]).Sample((seed, name) =>
            Numbers(new RandomStreams(seed).Open(name)).SequenceEqual(Numbers(new RandomStreams(seed).Open(name))));

    [Fact]
    public void Names_and_seeds_give_unrelated_numbers()
    {
        var streams = new RandomStreams(1);
        double[][] all = [.. new[] { streams.Open("a"), streams.Open("b"), new RandomStreams(2).Open("a") }
            .Select(s => Enumerable.Range(0, 10_000).Select(_ => s.NextGaussian()).ToArray())];
        Assert.InRange(Mean(all[0].Zip(all[1], (x, y) => x * y)), -0.05, 0.05);
        Assert.InRange(Mean(all[0].Zip(all[2], (x, y) => x * y)), -0.05, 0.05);
    }

    [Fact]
    public void Reading_one_stream_leaves_another_as_it_was()
    {
        var streams = new RandomStreams(3);
        var alone = Numbers(streams.Open("initialisation"));
        streams.Open("augmentation").NextUInt64();
        Assert.Equal(alone, Numbers(streams.Open("initialisation")));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Integers_are_uniform(int bound)
    {
        const int PerBin = 1000;
        var stream = new RandomStreams(11).Open("uniform");
        var counts = new int[bound];
        for (var i = 0; i < bound * PerBin; i++)
        {
            counts[stream.NextInt32(bound)]++;
        }
        var chiSquare = counts.Sum(count => (count - PerBin) * (double)(count - PerBin) / PerBin);
        var freedom = bound - 1;
        Assert.InRange(chiSquare, 0, freedom + 5 * Math.Sqrt(2.0 * freedom)); // five standard deviations
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10_000)]
    [InlineData(1 << 30)]
    [InlineData(int.MaxValue)]
    public void Many_integers_are_those_of_one_after_the_other(int bound)
    {
        var (one, many) = (new RandomStreams(11).Open("fill"), new RandomStreams(11).Open("fill"));
        var numbers = new int[1000];
        many.Fill(numbers, bound);
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(_ => one.NextInt32(bound)), numbers);
        Assert.Equal(one.NextUInt64(), many.NextUInt64());
    }

    [Fact]
    public void Doubles_and_gaussians_have_their_moments()
    {
        var stream = new RandomStreams(5).Open("moments");
        var uniform = Enumerable.Range(0, 20_000).Select(_ => stream.NextDouble()).ToArray();
        var normal = Enumerable.Range(0, 20_000).Select(_ => stream.NextGaussian()).ToArray();
        Assert.All(uniform, x => Assert.True(x is >= 0 and < 1));
        Assert.InRange(Mean(uniform), 0.49, 0.51);
        Assert.InRange(Mean(normal), -0.04, 0.04);
        Assert.InRange(Mean(normal.Select(x => x * x)), 0.95, 1.05);
    }

    [Fact]
    public void Shuffle_is_a_permutation() =>
        Gen.Select(Gen.Int, Gen.Int[0, 200]).Sample((seed, count) =>
        {
            var items = Enumerable.Range(0, count).ToArray();
            new RandomStreams(seed).Open("shuffle").Shuffle<int>(items);
            return items.Order().SequenceEqual(Enumerable.Range(0, count));
        });

    [Fact]
    public void Shuffle_reaches_every_order_equally_often()
    {
        var stream = new RandomStreams(2).Open("orders");
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 6000; i++)
        {
            var items = "abc".ToCharArray();
            stream.Shuffle<char>(items);
            counts[new string(items)] = counts.GetValueOrDefault(new string(items)) + 1;
        }
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void A_bound_is_positive() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStreams(1).Open("x").NextInt32(0));

    private static ulong[] Numbers(RandomStream stream) => [.. Enumerable.Range(0, 8).Select(_ => stream.NextUInt64())];

    private static double Mean(IEnumerable<double> values) => values.Average();
}
