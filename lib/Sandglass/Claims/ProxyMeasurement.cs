namespace Sandglass.Claims;

/// <summary>A recorded measurement that tests one of our own sentences.</summary>
public abstract record ProxyMeasurement
{
    /// <summary>Asks the records.</summary>
    /// <param name="recorded">What was recorded.</param>
    /// <exception cref="WorkbenchException">A record cannot be read, or does not hold what is asked for.</exception>
    public abstract ProxyAnswer Ask(RecordedOutcomes recorded);
}
