using Sandglass;

namespace Workbench;

/// <summary>A command was asked for something that it cannot do: exit code 2 and a hint to its help.</summary>
internal sealed class UsageException(string message, Exception? innerException = null)
    : WorkbenchException(message, innerException!);
