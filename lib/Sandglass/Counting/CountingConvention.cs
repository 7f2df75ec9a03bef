namespace Sandglass.Counting;

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
