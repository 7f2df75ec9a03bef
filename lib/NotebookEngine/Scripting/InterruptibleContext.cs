using System.Runtime;

namespace NotebookEngine.Scripting;

/// <summary>
/// Runs a cell's code, and what follows its awaits, on pool threads that an interrupt can stop: a managed loop at
/// once, a native call at its next return. Any pool thread will do, so code that blocks on a task does not lock up.
/// </summary>
internal sealed class InterruptibleContext(CancellationToken stop) : SynchronizationContext
{
    private readonly TaskCompletionSource _idleAfterStop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    // Done when the cell was stopped and none of its code is on a thread.
    private Task Stopped => _idleAfterStop.Task;

    /// <summary>Starts the cell. The task is done when its code is, and cancelled when it was stopped.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> cell)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => _ = ForwardAsync(cell, result), null);
        await using var registration = stop.Register(LeaveWhenIdle);
        await Task.WhenAny(result.Task, Stopped).ConfigureAwait(false);
        return result.Task.IsCompleted
            ? await result.Task.ConfigureAwait(false)
            : throw new OperationCanceledException(stop);
    }

    public override SynchronizationContext CreateCopy() => this;

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref _running);
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
#pragma warning disable SYSLIB0046 // made for exactly this: user code of an interactive host, of which nothing is trusted after the stop
            ControlledExecution.Run(() => code(state), stop);
#pragma warning restore SYSLIB0046
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped says it.
        }
        finally
        {
            SetSynchronizationContext(before);
            Interlocked.Decrement(ref _running);
            if (stop.IsCancellationRequested)
            {
                LeaveWhenIdle();
            }
        }
    }

    private void LeaveWhenIdle()
    {
        if (Volatile.Read(ref _running) == 0)
        {
            _idleAfterStop.TrySetResult();
        }
    }
}
