using Sandglass.Training;
using TorchSharp;

namespace Sandglass.Search.Tests.Training;

public class MemoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_tensor_outlives_an_epoch(bool secondOrder)
    {
        using var data = TinySearches.Splits();
        var spec = TinySearches.Spec(data) with { Task = TinySearches.Task with { SecondOrder = secondOrder } };
        using var training = new Trainer(spec, data);
        var alive = new List<long>();
        while (!training.IsDone)
        {
            training.TrainEpoch(cancellation: TestContext.Current.CancellationToken);
            alive.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(3, alive.Count);
        Assert.Equal(alive[0], alive[1]);
        Assert.Equal(alive[0], alive[2]);
    }
}
