namespace Sandglass.Counting;

/// <summary>One row of a count.</summary>
/// <param name="Name">Dotted name, such as <c>stage3.block2.reduce.conv</c>.</param>
/// <param name="Type">What it is.</param>
/// <param name="OutputShape">[C, H, W] of one image, or [features] after the pool.</param>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="Operations">Multiply-adds of a convolution or linear layer; else elementwise operations: two an element
/// for BatchNorm (scale and shift), one for an activation, an addition and an element that is pooled.</param>
/// <param name="ReceptiveField">Side of the input square that one output element sees, pixels.</param>
public sealed record LayerCount(
    string Name, LayerType Type, IReadOnlyList<int> OutputShape, long Parameters, long Operations, long ReceptiveField)
{
    /// <summary>Products and sums of convolutions and linear layers, without bias; 0 for every other row.</summary>
    public long MultiplyAdds => HasWeights ? Operations : 0;

    /// <summary>Elements of the output of one image.</summary>
    public long OutputElements => OutputShape.Aggregate(1L, (product, side) => product * side);

    /// <summary>Bytes of the parameters in single precision.</summary>
    public long WeightBytes => Parameters * sizeof(float);

    /// <summary>Bytes of the output of one image in single precision.</summary>
    public long OutputBytes => OutputElements * sizeof(float);

    internal bool HasWeights =>
        Type is LayerType.Convolution or LayerType.Depthwise or LayerType.Pointwise or LayerType.Linear;
}
