namespace Sandglass.Detection.Metric;

/// <summary>What a detection turned out to be.</summary>
public enum DetectionOutcome
{
    /// <summary>It names an object that no surer detection has named.</summary>
    Found,

    /// <summary>It names no object of its class, or one that a surer detection has named.</summary>
    Wrong,

    /// <summary>It names a difficult object: it counts neither for nor against the detector.</summary>
    Ignored,
}
