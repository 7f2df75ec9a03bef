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
