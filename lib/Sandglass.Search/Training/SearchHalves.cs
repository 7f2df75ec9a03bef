using Sandglass.Data;
using Sandglass.Runtime;

namespace Sandglass.Search.Training;

/// <summary>The training images in two halves: one trains the weights, the other judges the architecture. The seed decides which image goes where.</summary>
internal sealed class SearchHalves : IDisposable
{
    private SearchHalves(ImageDataset weights, ImageDataset architecture) => (Weights, Architecture) = (weights, architecture);

    /// <summary>Images that train the weights.</summary>
    public ImageDataset Weights { get; }

    /// <summary>Images that train the alphas; random search and scores are judged on them too.</summary>
    public ImageDataset Architecture { get; }

    /// <summary>Splits; of an odd number the architecture gets one more.</summary>
    /// <param name="training">The training images; not owned. The halves are copies.</param>
    /// <param name="streams">The run's streams; <c>halves</c> is used.</param>
    public static SearchHalves Of(ImageDataset training, RandomStreams streams)
    {
        var order = Enumerable.Range(0, training.Count).ToArray();
        streams.Open("halves").Shuffle(order.AsSpan());
        var half = training.Count / 2;
        return new SearchHalves(
            training.Select($"{training.Name}/weights", order.AsSpan(0, half)), training.Select($"{training.Name}/architecture", order.AsSpan(half)));
    }

    /// <summary>Frees both.</summary>
    public void Dispose()
    {
        Weights.Dispose();
        Architecture.Dispose();
    }
}
