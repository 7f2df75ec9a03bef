namespace Sandglass.Claims;

/// <summary>What is measured inside a network.</summary>
public enum InsideQuantity
{
    /// <summary>How much the gradients of mini-batches point against each other (Sankararaman et al. 2020).</summary>
    GradientConfusion,

    /// <summary>What a block's representation loses of its input.</summary>
    InformationLoss,
}
