namespace Sandglass.Claims;

/// <summary>Where something about the paper is known from.</summary>
/// <param name="Name">Short name, such as <c>OFF</c>.</param>
/// <param name="What">What it is.</param>
/// <param name="Where">Where it is.</param>
public sealed record ClaimSource(string Name, string What, string Where);
