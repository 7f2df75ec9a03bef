namespace Sandglass.Analysis.Ranks;

/// <summary>What is done to each channel before singular values are taken.</summary>
public enum ChannelScaling
{
    /// <summary>Nothing: a large mean is the first direction, a loud channel weighs more than a quiet one.</summary>
    Raw,

    /// <summary>Its mean is subtracted: principal components.</summary>
    Centered,

    /// <summary>Its mean is subtracted and it is divided by its standard deviation, so that scale no longer tells families
    /// and places apart; a channel that never changes is left at zero.</summary>
    Standardized,
}
