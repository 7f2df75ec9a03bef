namespace Sandglass.Blocks;

/// <summary>A module that can be computed by the fused kernels.</summary>
internal interface IFusable
{
    /// <summary>From the next pass on, where the input allows and no hook sees the module.</summary>
    void Fuse();
}
