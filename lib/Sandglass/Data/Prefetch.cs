using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Sandglass.Data;

/// <summary>Makes things ahead on a background thread, a few at most, while the last is worked on.</summary>
internal static class Prefetch
{
    /// <summary>
    /// The things in order. What fails on the background thread is thrown here, after those made before it; what was made
    /// and is no longer wanted is disposed.
    /// </summary>
    /// <param name="make">Makes them one by one; its token is cancelled when no more are needed.</param>
    /// <param name="ahead">How many are kept ready at most.</param>
    public static IEnumerable<T> Of<T>(Func<CancellationToken, IEnumerable<T>> make, int ahead)
    {
        using var stop = new CancellationTokenSource();
        using var ready = new BlockingCollection<T>(ahead);
        ExceptionDispatchInfo? failure = null;
        var maker = new Thread(() =>
        {
            try
            {
                foreach (var item in make(stop.Token))
                {
                    Keep(ready, item, stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Nobody wants more.
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error is AggregateException { InnerExceptions: [var only, ..] } ? only : error);
            }
            finally
            {
                ready.CompleteAdding();
            }
        })
        { IsBackground = true, Name = "batches" };
        maker.Start();
        try
        {
            foreach (var item in ready.GetConsumingEnumerable())
            {
                yield return item;
            }
            failure?.Throw();
        }
        finally
        {
            stop.Cancel();
            maker.Join();
            while (ready.TryTake(out var unwanted))
            {
                (unwanted as IDisposable)?.Dispose();
            }
        }
    }

    private static void Keep<T>(BlockingCollection<T> ready, T item, CancellationToken stop)
    {
        try
        {
            ready.Add(item, stop);
        }
        catch (OperationCanceledException)
        {
            (item as IDisposable)?.Dispose();
            throw;
        }
    }
}
