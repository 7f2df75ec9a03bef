namespace Sandglass.Blocks;

/// <summary>Elementwise non-linearity after a convolution's BatchNorm.</summary>
public enum Activation
{
    /// <summary>Linear: nothing is applied.</summary>
    None,

    /// <summary>max(0, x).</summary>
    ReLU,

    /// <summary>min(max(0, x), 6): the paper's choice.</summary>
    ReLU6,

    /// <summary>x · sigmoid(x), also called Swish.</summary>
    SiLU,

    /// <summary>Logistic function; the gate of squeeze-and-excitation.</summary>
    Sigmoid,

    /// <summary>ReLU6(x + 3) / 6; the cheaper gate.</summary>
    HardSigmoid,
}
