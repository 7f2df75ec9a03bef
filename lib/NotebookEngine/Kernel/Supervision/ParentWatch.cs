namespace NotebookEngine.Kernel.Supervision;

/// <summary>
/// Tells a worker that its supervisor is gone, even by SIGKILL: the pipe that the supervisor held open then ends.
/// </summary>
public static class ParentWatch
{
    /// <summary>Calls <paramref name="gone"/>, on a thread of its own, when the pipe ends.</summary>
    public static void Start(Stream pipe, Action gone)
    {
        new Thread(() =>
        {
            var ignored = new byte[256];
            try
            {
                while (pipe.Read(ignored) > 0)
                {
                    // Nobody has anything to say here.
                }
            }
            catch (IOException)
            {
                // A broken pipe has ended too.
            }

            gone();
        })
        {
            Name = "parent watch",
            IsBackground = true,
        }.Start();
    }
}
