namespace NotebookEngine.Kernel.Protocol;

/// <summary>What was received is no message that this kernel may act on; the message says why.</summary>
internal sealed class DroppedMessageException(string reason, Exception? innerException = null)
    : Exception(reason, innerException);
