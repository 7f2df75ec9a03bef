using Sandglass.Compute;
using Sandglass.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Blocks;

/// <summary>
/// Batch normalisation over [N, H, W]: [N, C, H, W] → [N, C, H, W], with the names, numbers and bytes of PyTorch's. Ours
/// because TorchSharp's counts its batches through a passing scalar, which the garbage collector may free while libtorch
/// reads it: under load a step now and then ended with a native error.
/// </summary>
internal sealed class BatchNormLayer : Module<Tensor, Tensor>
{
    private const string Weight = "weight";
    private const string Bias = "bias";
    private const string Mean = "running_mean";
    private const string Variance = "running_var";
    private const string Batches = "num_batches_tracked";

    private readonly double _epsilon;

    /// <summary>A layer that scales by 1 and shifts by 0, with running statistics of mean 0 and variance 1.</summary>
    /// <param name="channels">Channels C.</param>
    /// <param name="epsilon">Added to the variance before its root.</param>
    public BatchNormLayer(long channels, double epsilon = 1e-5)
        : base("batch_norm")
    {
        _epsilon = epsilon;
        register_parameter(Weight, Kept(new Parameter(ones(channels))));
        register_parameter(Bias, Kept(new Parameter(zeros(channels))));
        register_buffer(Mean, Kept(zeros(channels)));
        register_buffer(Variance, Kept(ones(channels)));
        register_buffer(Batches, Kept(zeros([], ScalarType.Int64)));
    }

    /// <summary>Share of a batch in the running statistics.</summary>
    internal double Momentum { get; set; } = 0.1;

    internal double Epsilon => _epsilon;

    internal int Channels => (int)get_buffer(Mean)!.shape[0];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Count();
        return functional.batch_norm(
            input, get_buffer(Mean), get_buffer(Variance), get_parameter(Weight), get_parameter(Bias), training, Momentum, _epsilon);
    }

    /// <summary>The same for the fused kernels, which normalise within a convolution's passes.</summary>
    internal NormTensors Tensors()
    {
        Count();
        return new NormTensors(get_parameter(Weight)!, get_parameter(Bias)!, get_buffer(Mean)!, get_buffer(Variance)!, Momentum);
    }

    private void Count()
    {
        if (training)
        {
            get_buffer(Batches)!.add_(Scalars.OneWhole, Scalars.OneWhole); // without a factor TorchSharp makes a passing one
        }
    }

    // A layer that is built inside a scope outlives it.
    private static T Kept<T>(T tensor)
        where T : Tensor
    {
        tensor.DetachFromDisposeScope();
        return tensor;
    }
}
