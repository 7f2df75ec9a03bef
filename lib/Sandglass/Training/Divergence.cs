namespace Sandglass.Training;

/// <summary>How a run ended whose loss was no longer a number. The spec decides it as it decides every other result.</summary>
/// <param name="Steps">Steps taken before.</param>
/// <param name="Reason">What was found, and at which learning rate.</param>
internal sealed record Divergence(int Steps, string Reason);
