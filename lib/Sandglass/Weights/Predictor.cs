using System.Runtime.InteropServices;
using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Weights;

/// <summary>A network with given weights that answers on plain arrays, BatchNorm in evaluation mode.</summary>
internal sealed class Predictor : IDisposable
{
    private readonly BottleneckNetwork _network;
    private readonly Device _device;

    /// <summary>Checks the weights, then builds the network.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="weights">Its weights, under any known names.</param>
    /// <param name="identity">α that the weights were trained with, where the file does not say it.</param>
    /// <param name="device">Where it runs, such as <c>cuda</c>.</param>
    /// <exception cref="WorkbenchException">The weights are not the plan's, or there is no such device.</exception>
    public Predictor(NetworkPlan plan, WeightFile weights, double? identity = null, string device = "cpu")
    {
        var tensors = NetworkWeights.Tensors(weights, plan, identity);
        TorchRuntime.EnsureStarted(); // before the constructor of any module
        _network = new BottleneckNetwork(plan, new RandomStreams(0));
        _network.eval();
        NetworkWeights.Fill(_network, tensors);
        _device = TorchDevice.Choose(device);
        _network.to(_device);
    }

    /// <summary>Class scores (logits), [N, classes].</summary>
    /// <param name="images">[N, C, H, W], as the network was trained to see them: normalised already.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    /// <exception cref="ArgumentException">The images do not fill [N, C, H, W].</exception>
    public float[] Scores(ReadOnlySpan<float> images, int height, int width)
    {
        var pixels = (long)_network.Plan.InputChannels * height * width;
        if (height < 1 || width < 1 || images.Length % pixels != 0)
        {
            throw new ArgumentException($"{images.Length} numbers do not make images of {pixels}", nameof(images));
        }

        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var input = empty(images.Length / pixels, _network.Plan.InputChannels, height, width);
        input.bytes = MemoryMarshal.AsBytes(images).ToArray();
        return _network.call(input.to(_device)).cpu().contiguous().data<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
