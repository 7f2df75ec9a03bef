using System.Diagnostics;

namespace NotebookEngine.Scripting;

/// <summary>
/// The one thread on which all cells of a session run, with what follows their awaits: a native library's modes, such as
/// libtorch's, belong to a thread.
/// </summary>
internal sealed class SessionThread : IDisposable
{
    /// <summary>The size of its stack.</summary>
    public const int StackBytes = 6 << 20;

    private static readonly TimeSpan BetweenPushes = TimeSpan.FromMilliseconds(50);

    // An await that the interrupt reaches too ends the cell in its own way within this time.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly Lock _guard = new();
    private readonly Queue<(CellContext Cell, SendOrPostCallback Code, object? State)> _waiting = [];
    private readonly Action<Exception> _unhandled;
    private readonly Thread _thread;
    private volatile bool _isAtWork;
    private volatile bool _isOver;

    /// <param name="unhandled">Called with an exception that was not caught on this thread: an <c>async void</c> that threw later, say.</param>
    public SessionThread(Action<Exception> unhandled)
    {
        _unhandled = unhandled;
        _thread = new Thread(Work, StackBytes) { IsBackground = true, Name = "cells" };
        _thread.Start();
    }

    /// <summary>Whether the calling code runs on it.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Set when something waits to be run.</summary>
    public AutoResetEvent Posted { get; } = new(false);

    /// <summary>Runs the cell to its end, or to where the interrupt stops it.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; what it awaited will not be followed by its code.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> cell, CancellationToken interrupt)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var abandoned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = new CellContext(this);
        context.Post(_ => _ = ForwardAsync(cell, result), null);
        await using var registration = interrupt.Register(() => _ = PushAsync(result.Task, abandoned));
        await Task.WhenAny(result.Task, abandoned.Task).ConfigureAwait(false);
        if (result.Task.IsCompleted)
        {
            return await result.Task.ConfigureAwait(false);
        }

        context.Abandon();
        throw new OperationCanceledException(interrupt);
    }

    /// <summary>Lets code of a cell run after what waits already.</summary>
    public void Enqueue(CellContext cell, SendOrPostCallback code, object? state)
    {
        lock (_guard)
        {
            _waiting.Enqueue((cell, code, state));
        }

        Posted.Set();
    }

    /// <summary>Runs what waits; to be called on the thread.</summary>
    public void RunWaiting()
    {
        while (TryTake(out var cell, out var code, out var state))
        {
            var (before, wasAtWork) = (SynchronizationContext.Current, _isAtWork);
            SynchronizationContext.SetSynchronizationContext(cell);
            _isAtWork = true;
            try
            {
                code(state);
            }
            catch (Exception exception)
            {
                _unhandled(exception);
            }
            finally
            {
                _isAtWork = wasAtWork;
                SynchronizationContext.SetSynchronizationContext(before);
            }
        }
    }

    /// <summary>Ends the thread after the code that it runs.</summary>
    public void Dispose()
    {
        _isOver = true;
        Posted.Set();
    }

    private static async Task ForwardAsync<T>(Func<Task<T>> cell, TaskCompletionSource<T> result)
    {
        try
        {
            result.TrySetResult(await cell().ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            result.TrySetException(exception);
        }
    }

    private void Work()
    {
        CellInterrupt.BeginThread();
        while (!_isOver)
        {
            try
            {
                RunWaiting();
                Posted.WaitOne();
            }
            catch (ThreadInterruptedException)
            {
                // A push that came too late. What waits is looked for again: the push may have taken its signal.
            }
        }
    }

    private bool TryTake(out CellContext cell, out SendOrPostCallback code, out object? state)
    {
        lock (_guard)
        {
            var found = _waiting.TryDequeue(out var next);
            (cell, code, state) = next;
            return found;
        }
    }

    // Loops ask by themselves (InterruptChecks); what sleeps or waits is woken, until the cell's code is off the thread.
    private async Task PushAsync(Task cell, TaskCompletionSource abandoned)
    {
        var idle = Stopwatch.StartNew();
        while (!cell.IsCompleted && idle.Elapsed < Grace)
        {
            await Task.Delay(BetweenPushes).ConfigureAwait(false);
            if (_isAtWork)
            {
                idle.Restart();
                _thread.Interrupt();
            }
        }

        abandoned.TrySetResult();
    }
}
