namespace Sandglass.Counting;

/// <summary>The count of a network or block: its rows, of which every total is the sum.</summary>
/// <param name="Name">What was counted.</param>
/// <param name="Layers">Rows in the order of execution.</param>
public sealed record NetworkCount(string Name, IReadOnlyList<LayerCount> Layers)
{
    /// <summary>Trainable parameters.</summary>
    public long Parameters => Layers.Sum(l => l.Parameters);

    /// <summary>Multiply-adds of one image.</summary>
    public long MultiplyAdds => Layers.Sum(l => l.MultiplyAdds);

    /// <summary>Bytes of all parameters in single precision.</summary>
    public long WeightBytes => Layers.Sum(l => l.WeightBytes);

    /// <summary>Bytes written by all convolutions and linear layers for one image: the activations that inference with
    /// folded BatchNorm and fused activations moves.</summary>
    public long ActivationBytes => Layers.Where(l => l.HasWeights).Sum(l => l.OutputBytes);

    /// <summary>Side of the input square that one element of the last feature map sees, pixels.</summary>
    public long ReceptiveField => Layers.Where(l => l.OutputShape.Count == 3).Select(l => l.ReceptiveField).DefaultIfEmpty(1).Last();

    /// <summary>Additions of the shortcuts for one image; not part of the multiply-adds.</summary>
    public long Additions => Sum(LayerType.Addition);

    /// <summary>The rows below a dotted name, such as <c>stage3</c> or <c>stage3.block2</c>, as a count of its own.</summary>
    public NetworkCount Below(string name) =>
        new(name, [.. Layers.Where(l => l.Name == name || l.Name.StartsWith(name + ".", StringComparison.Ordinal))]);

    /// <summary>The total that a publication would print under a convention.</summary>
    public long Total(CountingConvention convention) => convention switch
    {
        CountingConvention.ConvolutionsAndLinear => MultiplyAdds,
        CountingConvention.WithActivations => MultiplyAdds + Sum(LayerType.Activation),
        CountingConvention.WithBatchNorm => MultiplyAdds + Sum(LayerType.BatchNorm),
        CountingConvention.All =>
            MultiplyAdds + Sum(LayerType.Activation) + Sum(LayerType.BatchNorm) + Sum(LayerType.Pool),
        CountingConvention.AllWithAdditions => Total(CountingConvention.All) + Additions,
        CountingConvention.Flops => 2 * MultiplyAdds,
        _ => throw new ArgumentOutOfRangeException(nameof(convention), convention, "unknown convention"),
    };

    private long Sum(LayerType type) => Layers.Where(l => l.Type == type).Sum(l => l.Operations);
}

/// <summary>One row of a count.</summary>
/// <param name="Name">Dotted name, such as <c>stage3.block2.reduce.conv</c>.</param>
/// <param name="Type">What it is.</param>
/// <param name="OutputShape">[C, H, W] of one image, or [features] after the pool.</param>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="Operations">Multiply-adds of a convolution, a linear or an own layer; else elementwise operations: two an element
/// for BatchNorm (scale and shift), one for an activation, an addition and an element that is pooled.</param>
/// <param name="ReceptiveField">Side of the input square that one output element sees, pixels.</param>
public sealed record LayerCount(
    string Name, LayerType Type, IReadOnlyList<int> OutputShape, long Parameters, long Operations, long ReceptiveField)
{
    /// <summary>Products and sums of convolutions, linear and own layers, without bias; 0 for every other row.</summary>
    public long MultiplyAdds => HasWeights ? Operations : 0;

    /// <summary>Elements of the output of one image.</summary>
    public long OutputElements => OutputShape.Aggregate(1L, (product, side) => product * side);

    /// <summary>Bytes of the parameters in single precision.</summary>
    public long WeightBytes => Parameters * sizeof(float);

    /// <summary>Bytes of the output of one image in single precision.</summary>
    public long OutputBytes => OutputElements * sizeof(float);

    internal bool HasWeights =>
        Type is LayerType.Convolution or LayerType.Depthwise or LayerType.Pointwise or LayerType.Linear or LayerType.Own;
}

/// <summary>What a counted row is.</summary>
public enum LayerType
{
    /// <summary>Full convolution over space and channels.</summary>
    Convolution,

    /// <summary>One filter a channel.</summary>
    Depthwise,

    /// <summary>1×1 convolution.</summary>
    Pointwise,

    /// <summary>BatchNorm.</summary>
    BatchNorm,

    /// <summary>Elementwise non-linearity or gate.</summary>
    Activation,

    /// <summary>Addition of a shortcut.</summary>
    Addition,

    /// <summary>Global average pool.</summary>
    Pool,

    /// <summary>Fully connected layer with bias.</summary>
    Linear,

    /// <summary>A layer of the user's own, counted as it says.</summary>
    Own,
}

/// <summary>What a published "M-Adds" or "FLOPs" may have counted.</summary>
public enum CountingConvention
{
    /// <summary>Multiply-adds of convolutions and linear layers: what this workbench means by multiply-adds.</summary>
    ConvolutionsAndLinear,

    /// <summary>And one operation an activated element.</summary>
    WithActivations,

    /// <summary>Convolutions, linear layers and two operations an element of BatchNorm.</summary>
    WithBatchNorm,

    /// <summary>And BatchNorm, activations and the pool: what the counter in the released code prints.</summary>
    All,

    /// <summary>And the additions of the shortcuts.</summary>
    AllWithAdditions,

    /// <summary>Floating-point operations: twice <see cref="ConvolutionsAndLinear"/>.</summary>
    Flops,
}
