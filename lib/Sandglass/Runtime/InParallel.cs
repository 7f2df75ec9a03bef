using System.Runtime.ExceptionServices;

namespace Sandglass.Runtime;

/// <summary>Work on many small things, such as the files of thousands of runs, on all cores.</summary>
internal static class InParallel
{
    /// <summary>What comes of each item, in their order; a failure is thrown as it was.</summary>
    internal static TResult[] Select<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> select)
    {
        var results = new TResult[items.Count];
        try
        {
            Parallel.For(0, items.Count, i => results[i] = select(items[i]));
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(failed.InnerExceptions[0]);
        }

        return results;
    }
}
