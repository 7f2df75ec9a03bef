using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NotebookEngine.Kernel;

/// <summary>
/// The front end that started this process: its parent, and the process that Jupyter names in <c>JPY_PARENT_PID</c>
/// where a script stands between the two. One that was gone from the start, as of a kernel that was started detached
/// (<c>setsid --fork</c>), is not waited for.
/// </summary>
internal sealed partial class FrontEnd : IDisposable
{
    // A look costs microseconds.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Func<bool> _isGone;
    private readonly Process? _named;

    /// <summary>Takes note of who is there now.</summary>
    /// <param name="named">The value of <c>JPY_PARENT_PID</c>, or null.</param>
    public FrontEnd(string? named)
    {
        var number = long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        if (OperatingSystem.IsWindows())
        {
            // There it is an inherited handle of the process.
            var ended = number > 0 ? new ManualResetEvent(false) { SafeWaitHandle = new SafeWaitHandle((nint)number, ownsHandle: false) } : null;
            _isGone = () => ended?.WaitOne(0) == true;
            return;
        }

        var parent = ParentId();
        _named = number > 0 && number != parent ? Find((int)number) : null;
        // A process whose parent ends gets another parent at once; a number that is used again does not deceive.
        _isGone = () => ParentId() != parent || _named?.HasExited == true;
    }

    /// <summary>Returns when it is gone, however it ended.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public async Task WaitUntilGoneAsync(CancellationToken cancellationToken)
    {
        while (!_isGone())
        {
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    public void Dispose() => _named?.Dispose();

    private static Process? Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null; // the number is of another container, or the process has ended
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();
}
