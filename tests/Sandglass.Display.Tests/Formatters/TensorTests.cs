using TorchSharp;

namespace Sandglass.Display.Tests.Formatters;

public class TensorTests
{
    [Fact]
    public void Showing_a_tensor_leaves_none_behind()
    {
        using var tensor = torch.arange(5000).reshape(5, 10, 100);
        _ = Shown.Of(tensor);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        _ = Shown.Of(tensor);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.False(tensor.IsInvalid);
    }

    [Fact]
    public void Statistics_are_of_the_finite_values_and_the_others_are_counted()
    {
        using var tensor = torch.tensor(new[] { 1f, 3f, float.NaN, float.PositiveInfinity });

        Assert.Equal("[4] Float32 on cpu\nmin 1, mean 2, max 3, std 1.414, 1 NaN, 1 infinite", tensor.As("text/plain"));
    }

    [Fact]
    public void A_large_tensor_takes_little_room()
    {
        using var tensor = torch.rand(2000, 2000);

        Assert.True(tensor.As("text/html").Length < 150_000);
    }

    [Fact]
    public void Odd_tensors_are_shown_too()
    {
        using var empty = torch.zeros(0, 3);
        using var half = torch.zeros(2, dtype: torch.bfloat16);
        using var flags = torch.ones(2, 2, dtype: torch.@bool);
        var gone = torch.zeros(1);
        gone.Dispose();

        Assert.Equal("[0, 3] Float32 on cpu", empty.As("text/plain"));
        Assert.StartsWith("[2] BFloat16", half.As("text/plain"));
        Assert.StartsWith("[2, 2] Bool", flags.As("text/plain"));
        Assert.Equal("a tensor that was disposed", gone.As("text/plain"));
    }
}
