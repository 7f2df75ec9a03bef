namespace Sandglass.Tests.Networks;

/// <summary>A plan that test reports show by its name alone.</summary>
public sealed record NamedPlan(NetworkPlan Plan)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Plan.Name} at {Plan.Resolution}";
}
