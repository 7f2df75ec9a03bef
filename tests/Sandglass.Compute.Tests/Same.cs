using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Compute.Tests;

internal static class Same
{
    /// <summary>Equal to 1e-4 of the largest magnitude, or of 1, NaNs where the other has them.</summary>
    internal static void Numbers(string what, Tensor ours, Tensor theirs, double tolerance = 1e-4)
    {
        Assert.True(ours.shape.SequenceEqual(theirs.shape), $"{what}: shapes differ");
        var (a, b) = (ours.to_type(ScalarType.Float64).cpu(), theirs.to_type(ScalarType.Float64).cpu());
        Assert.True(a.isnan().equal(b.isnan()).all().ToBoolean(), $"{what}: NaNs at other places");
        Assert.True(a.isposinf().equal(b.isposinf()).all().ToBoolean() && a.isneginf().equal(b.isneginf()).all().ToBoolean(), $"{what}: infinities at other places");
        var scale = b.nan_to_num(0, 0, 0).abs().max().ToDouble();
        var apart = (a - b).nan_to_num(0, 0, 0).abs().max().ToDouble();
        Assert.True(apart <= tolerance * Math.Max(scale, 1), $"{what}: {apart:g3} apart at magnitude {scale:g3}");
    }
}
