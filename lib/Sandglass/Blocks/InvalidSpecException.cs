namespace Sandglass.Blocks;

/// <summary>A block or network that cannot be built; the message gives the reason and the remedy.</summary>
public sealed class InvalidSpecException(string message) : WorkbenchException(message);
