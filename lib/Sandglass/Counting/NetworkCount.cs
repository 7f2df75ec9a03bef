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
