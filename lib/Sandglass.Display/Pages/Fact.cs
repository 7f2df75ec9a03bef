namespace Sandglass.Display.Pages;

/// <summary>One fact of how the numbers were measured.</summary>
/// <param name="Name">What it is about, such as <c>Epochs</c>.</param>
/// <param name="Value">The fact.</param>
public sealed record Fact(string Name, string Value);
