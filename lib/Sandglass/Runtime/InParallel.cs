using System.Runtime.ExceptionServices;

namespace Sandglass.Runtime;

/// <summary>Work on many small things, such as the files of thousands of runs or pictures, on all cores.</summary>
internal static class InParallel
{
    /// <summary>What comes of each item, in their order; a failure is thrown as it was, of several the first by its words if it is one of ours.</summary>
    /// <param name="items">The items.</param>
    /// <param name="select">The work on one.</param>
    /// <param name="progress">Receives the share that is done.</param>
    /// <param name="cancellation">Stops between items.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal static TResult[] Select<T, TResult>(
        IReadOnlyList<T> items, Func<T, TResult> select, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        var (results, done) = (new TResult[items.Count], 0);
        try
        {
            Parallel.For(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, i =>
            {
                Interruption.Check(cancellation);
                results[i] = select(items[i]);
                progress?.Invoke((double)Interlocked.Increment(ref done) / items.Count);
            });
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(
                failed.InnerExceptions.OfType<WorkbenchException>().MinBy(ours => ours.Message, StringComparer.Ordinal) ?? failed.InnerExceptions[0]);
        }

        return results;
    }
}
