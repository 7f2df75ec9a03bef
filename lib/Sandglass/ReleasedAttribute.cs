namespace Sandglass;

/// <summary>
/// The value that a knob had when it was released. A run's hash leaves the knob out where it has this value, so that
/// runs from before the knob keep their hashes. It is frozen: where the usual value changes, this one stays.
/// </summary>
/// <param name="json">The value as JSON, such as <c>0.9</c> or <c>"cpu"</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ReleasedAttribute(string json) : Attribute
{
    /// <summary>The value as JSON.</summary>
    public string Json { get; } = json;
}
