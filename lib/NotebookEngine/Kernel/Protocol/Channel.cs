namespace NotebookEngine.Kernel.Protocol;

/// <summary>The sockets of the protocol that carry messages.</summary>
internal enum Channel
{
    Shell,
    Control,
    Iopub,
    Stdin,
}
