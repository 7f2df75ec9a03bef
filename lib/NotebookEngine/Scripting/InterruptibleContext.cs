namespace NotebookEngine.Scripting;

/// <summary>
/// Runs a cell's code, and what follows its awaits, on pool threads that an interrupt can stop: loops ask
/// (<see cref="CellInterrupt"/>), threads that sleep or wait are woken, a native call ends at its next return. Any pool
/// thread will do, so code that blocks on a task does not lock up.
/// </summary>
internal sealed class InterruptibleContext(CancellationToken interrupt) : SynchronizationContext
{
    private static readonly TimeSpan BetweenPushes = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource _idleAfterStop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<Thread> _threads = [];
    private int _posted;

    /// <summary>Runs the cell to its end, or to where the interrupt stops it.</summary>
    /// <exception cref="OperationCanceledException">It was stopped, and none of its code is on a thread.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> cell)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => _ = ForwardAsync(cell, result), null);
        await using var registration = interrupt.Register(() => _ = PushAsync(result.Task));
        await Task.WhenAny(result.Task, _idleAfterStop.Task).ConfigureAwait(false);
        return result.Task.IsCompleted
            ? await result.Task.ConfigureAwait(false)
            : throw new OperationCanceledException(interrupt);
    }

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref _posted);
        ThreadPool.QueueUserWorkItem(_ => Run(d, state));
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

    private void Run(SendOrPostCallback code, object? state)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            RunPushable(code, state);
        }
        catch (Exception exception) when (interrupt.IsCancellationRequested && exception is OperationCanceledException or ThreadInterruptedException)
        {
            // RunAsync says it.
        }
        finally
        {
            SetSynchronizationContext(before);
            Interlocked.Decrement(ref _posted);
            LeaveWhenIdle();
        }
    }

    // Pushed only inside, so that no push reaches the pool's own waiting.
    private void RunPushable(SendOrPostCallback code, object? state)
    {
        try
        {
            Enter();
            code(state);
        }
        finally
        {
            Leave();
        }
    }

    private void Enter()
    {
        lock (_threads)
        {
            _threads.Add(Thread.CurrentThread);
        }
    }

    private void Leave()
    {
        try
        {
            lock (_threads)
            {
                _threads.Remove(Thread.CurrentThread);
            }

            if (interrupt.IsCancellationRequested)
            {
                Thread.Sleep(1); // takes a push that came too late, before the pool's next work would get it
            }
        }
        catch (ThreadInterruptedException)
        {
            lock (_threads)
            {
                _threads.Remove(Thread.CurrentThread);
            }
        }
    }

    private async Task PushAsync(Task cell)
    {
        LeaveWhenIdle();
        while (!_idleAfterStop.Task.IsCompleted && !cell.IsCompleted)
        {
            await Task.Delay(BetweenPushes).ConfigureAwait(false);
            lock (_threads)
            {
                foreach (var thread in _threads)
                {
                    thread.Interrupt();
                }
            }

            LeaveWhenIdle();
        }
    }

    private void LeaveWhenIdle()
    {
        if (interrupt.IsCancellationRequested && Volatile.Read(ref _posted) == 0)
        {
            _idleAfterStop.TrySetResult();
        }
    }
}
