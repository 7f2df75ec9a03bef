using Sandglass.Analysis.Gradients;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Training;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Gradients;

/// <summary>Counts what the whole process holds, so nothing runs beside it.</summary>
[Collection(nameof(UndisturbedTests))]
[CollectionDefinition(nameof(UndisturbedTests), DisableParallelization = true)]
public class UndisturbedTests
{
    private static readonly RandomStreams Streams = new(2);

    [Fact]
    public void A_measured_run_has_the_bytes_of_one_that_was_not()
    {
        using var data = TinyRuns.Data();
        var spec = TinyRuns.Spec(data, TinyRuns.Recipe with { Epochs = 3 }, plan: TinyRuns.Plan() with { Dropout = 0.3 });
        var (plain, measured) = (Train(spec, data, measure: false), Train(spec, data, measure: true));
        Assert.Equal(plain.Metrics, measured.Metrics);
        Assert.Equal(plain.Weights, measured.Weights);
    }

    [Fact]
    public void The_dropout_stream_goes_on_where_it_was()
    {
        using var scope = NewDisposeScope();
        using var data = TinyRuns.Data();
        using var network = new BottleneckNetwork(TinyRuns.Plan() with { Dropout = 0.3 }, Streams);
        var before = network.Dropout.State().bytes.ToArray();
        Measure(network, data);
        Assert.Equal(before, network.Dropout.State().bytes.ToArray());
        network.eval();
        Measure(network, data);
        Assert.False(network.training);
    }

    [Fact]
    public void Repeated_measurement_leaves_no_tensor_behind()
    {
        using var data = TinyRuns.Data();
        using var network = new BottleneckNetwork(TinyRuns.Plan(), Streams);
        Measure(network, data);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 5; i++)
        {
            Measure(network, data);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    private static (string Metrics, byte[] Weights) Train(RunSpec spec, DatasetSplits data, bool measure)
    {
        using var trainer = TinyRuns.Trainer(spec, data, out var classifier);
        var metrics = "";
        for (var epoch = 1; epoch <= spec.Recipe.Epochs; epoch++)
        {
            if (measure)
            {
                Measure(classifier.Network, data);
            }

            metrics += trainer.TrainEpoch(cancellation: TestContext.Current.CancellationToken).Epoch;
        }

        using var scope = NewDisposeScope();
        return (metrics, [.. classifier.Network.state_dict().Values.SelectMany(value => value.contiguous().bytes.ToArray())]);
    }

    private static void Measure(BottleneckNetwork network, DatasetSplits data)
    {
        var batches = ConfusionBatches.Draw(data.Training, Normalization.Of(data.Training), 4, 8, Streams);
        var first = GradientConfusion.OfSamples(network, batches[0]);
        var all = GradientConfusion.OfBatches(network, batches, Streams);
        Assert.True(first.Summarize().MeanSquaredNorm > 0 && all.Summarize().MeanSquaredNorm > 0);
        GradientNulls.RandomLabels(network, batches[0], Streams);
        GradientNulls.RandomLabels(network, batches, Streams);
        batches.ToList().ForEach(batch => batch.Dispose());
    }
}
