using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace NotebookEngine.Scripting;

/// <summary>
/// Keeps the process alive when code of a cell throws where nobody catches: on a thread of its own, in a timer's
/// callback. .NET lets a process have one such handler; it stays until the process ends.
/// </summary>
internal static class UnhandledExceptions
{
    static UnhandledExceptions()
    {
        try
        {
            ExceptionHandling.SetUnhandledExceptionHandler(Handle);
        }
        catch (InvalidOperationException)
        {
            // The program has a handler of its own, which decides.
        }
    }

    /// <summary>Catches exceptions on other threads from the first call on.</summary>
    public static void Install()
    {
        // What there is to do is done once, before this.
    }

    // On the thread that threw, where a timer has forgotten already for which cell it ran; its code is still on the
    // stack. What no cell started is the program's own fault: it ends.
    private static bool Handle(Exception exception)
    {
        var engine = RunningCell.Current?.Engine
            ?? new StackTrace(exception).GetFrames().Select(frame => LibraryContext.Of(frame.GetMethod()?.DeclaringType)?.Engine)
                .FirstOrDefault(engine => engine is not null);
        engine?.Tell(exception);
        return engine is not null;
    }
}
