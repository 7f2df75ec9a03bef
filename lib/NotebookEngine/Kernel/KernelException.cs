namespace NotebookEngine.Kernel;

/// <summary>
/// The kernel cannot start or be installed; the message says in one line what happened, where, and what to do.
/// </summary>
public sealed class KernelException(string message, Exception? innerException = null) : Exception(message, innerException);
