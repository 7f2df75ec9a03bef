namespace Sandglass.Counting;

/// <summary>What turns a count into a published number.</summary>
public enum ExplanationKind
{
    /// <summary>Rounding to the printed precision.</summary>
    Rounding,

    /// <summary>Cutting off the digits below the printed precision.</summary>
    CutOff,

    /// <summary>Another counting convention, then rounding, for every figure of the same table.</summary>
    Convention,

    /// <summary>Another input resolution, then rounding.</summary>
    Resolution,

    /// <summary>Another convention, which other figures of the same table contradict: chance explains that as well.</summary>
    ConventionHereOnly,

    /// <summary>No arithmetic tried here.</summary>
    Unexplained,
}
