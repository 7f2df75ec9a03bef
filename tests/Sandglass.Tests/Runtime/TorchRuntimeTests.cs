using Sandglass.Runtime;
using TorchSharp;

namespace Sandglass.Tests.Runtime;

public class TorchRuntimeTests
{
    [Fact]
    public void Libtorch_computes()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(2f, torch.ones(2).sum().item<float>());
    }

    [Fact]
    public void A_null_reference_after_a_convolution_in_bfloat16_is_an_exception()
    {
        using var scope = torch.NewDisposeScope();
        var images = torch.ones([4, 64, 28, 28], torch.ScalarType.BFloat16);
        var kernel = torch.ones([64, 64, 3, 3], torch.ScalarType.BFloat16);
        Assert.Equal(4, torch.nn.functional.conv2d(images, kernel).shape[0]);
        Assert.Throws<NullReferenceException>(() => ((string?)null)!.Length); // with tiles in use the process would end here
    }

    [Fact]
    public void Starting_again_from_many_threads_changes_nothing()
    {
        Parallel.For(0, 8, _ => TorchRuntime.Start());
        Assert.Equal(1, torch.get_num_threads());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_thread_count_is_positive(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TorchRuntime.Start(threads));
}
