using CsCheck;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Tests.Runtime;

public class ChannelsLastTests
{
    [Theory]
    [InlineData(24, 1, 3, 3)] // depthwise weights
    [InlineData(16, 24, 1, 1)] // pointwise weights
    [InlineData(5, 1, 28, 28)] // grey images
    [InlineData(2, 3, 4, 5)]
    [InlineData(1, 1, 1, 1)]
    public void The_strides_are_channels_last_and_the_numbers_the_same(int n, int c, int h, int w)
    {
        using var scope = NewDisposeScope();
        var x = Numbers(n, c, h, w);
        var y = ChannelsLast.Of(x);
        Assert.Equal([h * w * c, 1, w * c, c], y.stride());
        Assert.True(ChannelsLast.Is(y));
        Assert.True(x.equal(y).all().item<bool>());
    }

    [Fact]
    public void Views_keep_their_own_numbers() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Bool).Sample((n, c, h, w, last) =>
        {
            using var scope = NewDisposeScope();
            var whole = Numbers(n + 2, c, h, w);
            var view = (last ? ChannelsLast.Of(whole) : whole).slice(0, 1, n + 1, 1); // not at the storage's beginning
            var y = ChannelsLast.Of(view);
            return ChannelsLast.Is(y) && view.equal(y).all().item<bool>();
        }, threads: 1);

    [Fact]
    public void Nothing_is_copied_where_the_memory_is_so_already()
    {
        using var scope = NewDisposeScope();
        foreach (var x in new[] { Numbers(2, 1, 3, 3), Numbers(2, 3, 1, 1), ChannelsLast.Of(Numbers(2, 3, 4, 4)) })
        {
            ChannelsLast.Of(x).zero_();
            Assert.Equal(0f, x.abs().sum().item<float>());
        }
        var ordinary = Numbers(2, 3, 4, 4);
        ChannelsLast.Of(ordinary).zero_();
        Assert.NotEqual(0f, ordinary.abs().sum().item<float>());
    }

    [Fact]
    public void Ordinary_strides_are_not_channels_last()
    {
        using var scope = NewDisposeScope();
        Assert.False(ChannelsLast.Is(Numbers(2, 3, 4, 4)));
        Assert.False(ChannelsLast.Is(Numbers(2, 1, 4, 4)));
        Assert.False(ChannelsLast.Is(zeros(3, 4, 4)));
        Assert.Throws<ArgumentException>(() => ChannelsLast.Of(zeros(3, 4, 4)));
    }

    [Fact]
    public void The_result_is_the_callers_and_has_no_gradient()
    {
        using var scope = NewDisposeScope();
        var weight = nn.Parameter(Numbers(4, 1, 3, 3));
        var y = ChannelsLast.Of(weight);
        Assert.False(y.requires_grad);
        y.Dispose();
        Assert.Equal(4, weight.shape[0]);
    }

    [Theory]
    [InlineData(1, 8, 3, 1, 1)] // stem on grey images
    [InlineData(1, 8, 3, 2, 1)]
    [InlineData(8, 16, 1, 1, 1)] // pointwise
    [InlineData(8, 8, 3, 1, 8)] // depthwise
    [InlineData(8, 8, 3, 2, 8)]
    [InlineData(8, 16, 3, 2, 1)] // dense
    public void The_layout_lasts_through_convolution_normalisation_and_activation(
        int from, int to, int kernel, int stride, int groups)
    {
        using var scope = NewDisposeScope();
        var x = ChannelsLast.Of(Numbers(2, from, 28, 28));
        var weight = ChannelsLast.Of(Numbers(to, from / groups, kernel, kernel)).requires_grad_();
        var convolved = nn.functional.conv2d(
            x, weight, strides: [stride, stride], padding: [kernel / 2, kernel / 2], groups: groups);
        var normalised = nn.functional.batch_norm(
            convolved, zeros(to), ones(to), ones(to), zeros(to), training: true);
        var activated = nn.functional.relu6(normalised);
        Assert.True(ChannelsLast.Is(convolved));
        Assert.True(ChannelsLast.Is(normalised));
        Assert.True(ChannelsLast.Is(activated));
    }

    private static Tensor Numbers(params long[] shape) =>
        arange(1, shape.Aggregate(1L, (a, b) => a * b) + 1, dtype: ScalarType.Float32).reshape(shape);
}
