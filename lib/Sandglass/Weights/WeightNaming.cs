namespace Sandglass.Weights;

/// <summary>Whose names a file's tensors carry.</summary>
public enum WeightNaming
{
    /// <summary>The plan's dotted names: <c>stage3.block2.reduce.conv.weight</c>.</summary>
    Workbench,

    /// <summary>torchvision's MobileNetV2: <c>features.4.conv.1.0.weight</c>.</summary>
    Torchvision,

    /// <summary>The released MobileNeXt code: <c>features.4.conv.3.weight</c>.</summary>
    Released,
}
