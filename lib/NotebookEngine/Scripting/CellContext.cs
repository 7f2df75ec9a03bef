using System.Diagnostics;

namespace NotebookEngine.Scripting;

/// <summary>
/// Brings what follows a cell's awaits back to the session's thread. What is posted while code blocks there runs inside
/// that wait, so that a cell which blocks on a task never waits for itself.
/// </summary>
internal sealed class CellContext : SynchronizationContext
{
    private const int MostHandles = 64;
    private const int TimedOut = 0x102; // WAIT_TIMEOUT, on every system

    private readonly SessionThread _thread;
    private volatile bool _isAbandoned;

    public CellContext(SessionThread thread)
    {
        _thread = thread;
        SetWaitNotificationRequired();
    }

    /// <summary>From here on nothing of the cell is run any more.</summary>
    public void Abandon() => _isAbandoned = true;

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!_isAbandoned)
        {
            _thread.Enqueue(this, d, state);
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (_thread.IsCurrent)
        {
            d(state);
            return;
        }

        var sent = new Task(() => d(state));
        Post(_ => sent.RunSynchronously(), null);
        sent.GetAwaiter().GetResult();
    }

    /// <summary>Called by .NET wherever code on the thread blocks: on a task, a lock, an event. Waits for posts too.</summary>
    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        if (!_thread.IsCurrent || waitHandles.Length >= MostHandles || (waitAll && waitHandles.Length > 1))
        {
            return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
        }

        nint[] all = [.. waitHandles, _thread.Posted.SafeWaitHandle.DangerousGetHandle()];
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var left = millisecondsTimeout < 0 ? -1 : (int)Math.Max(0, millisecondsTimeout - clock.ElapsedMilliseconds);
            var signalled = WaitHelper(all, false, left);
            if (signalled != waitHandles.Length)
            {
                return signalled;
            }

            _thread.RunWaiting();
            if (left == 0)
            {
                return TimedOut;
            }
        }
    }
}
