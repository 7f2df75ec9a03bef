namespace Sandglass.Claims;

/// <summary>What our own runs say of our own sentence about our own protocol. It never settles the paper's claim.</summary>
public enum ProxyVerdict
{
    /// <summary>The measurement has not been recorded.</summary>
    NotRecorded,

    /// <summary>Recorded, and neither shown nor refuted.</summary>
    Undecided,

    /// <summary>Shown.</summary>
    Supported,

    /// <summary>Refuted.</summary>
    Contradicted,
}
