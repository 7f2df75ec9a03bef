using static TorchSharp.torch;

namespace Sandglass.Search.Bilevel;

/// <summary>What a batch said.</summary>
/// <param name="Loss">Its mean cross-entropy.</param>
/// <param name="Correct">Images whose class was named.</param>
/// <param name="Images">Images.</param>
internal readonly record struct BatchResult(double Loss, long Correct, long Images)
{
    internal static BatchResult Of(Tensor loss, Tensor scores, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var correct = scores.detach().argmax(1).eq(labels).sum().cpu().data<long>()[0];
        return new BatchResult(loss.detach().to(ScalarType.Float64).cpu().data<double>()[0], correct, labels.shape[0]);
    }
}
