using System.Diagnostics;
using System.Globalization;

namespace Fuzzing;

/// <summary>
/// Runs a reader over many inputs, each from a seed of its own: every input is read, or refused with an error that was
/// announced, within a time and with a memory that are bounded. <c>WORKBENCH_FUZZ=10</c> runs ten times as many inputs,
/// and <c>WORKBENCH_FUZZ_SEED=N</c> the one input of a seed that a failure named.
/// </summary>
/// <param name="name">The name of the reader, for messages.</param>
/// <param name="count">How many inputs, when nothing else is asked for.</param>
internal sealed class FuzzRuns(string name, int count)
{
    // Most of a chance input is read at once; the first pays for compilation, and other tests run beside it.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The seed of the first input; the others follow.</summary>
    public int FirstSeed { get; init; } = 1;

    /// <summary>The longest that an input may take.</summary>
    public TimeSpan Limit { get; init; } = Longest;

    /// <summary>Most bytes that one input may ask for, all in all.</summary>
    public long MostAllocated { get; init; } = 2L << 30;

    /// <summary>Most bytes that all inputs together may leave behind.</summary>
    public long MostKept { get; init; } = 128 << 20;

    /// <summary>How much was asked for: a factor on every count.</summary>
    public static double Factor => Number("WORKBENCH_FUZZ") ?? 1;

    /// <summary>Runs them all.</summary>
    /// <param name="use">Makes an input from the random numbers and reads it.</param>
    /// <param name="isRefusal">Whether an exception is one that a reader may throw.</param>
    /// <returns>How many inputs were read and how many were refused.</returns>
    public (int Read, int Refused) Run(Action<Random> use, Func<Exception, bool> isRefusal)
    {
        var seeds = Number("WORKBENCH_FUZZ_SEED") is { } only ? [(int)only] : Enumerable.Range(FirstSeed, Math.Max(1, (int)(count * Factor)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (read, refused) = (0, 0);
        foreach (var seed in seeds)
        {
            // A stack that overflows ends the process without a word; what was written down stays.
            File.WriteAllText(Trace, $"seed {seed}");
            _ = Fault(seed, use, isRefusal) ? refused++ : read++;
        }

        File.Delete(Trace);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept <= MostKept, $"{name}: {read + refused} inputs left {kept >> 20} MB behind");
        return (read, refused);
    }

    private string Trace => Path.Combine(AppContext.BaseDirectory, $"fuzz-{name}-stopped-at.txt");

    private bool Fault(int seed, Action<Random> use, Func<Exception, bool> isRefusal)
    {
        Exception? fault = null;
        var allocated = 0L;
        var thread = new Thread(() =>
        {
            var start = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                use(new Random(seed));
            }
            catch (Exception thrown)
            {
                fault = thrown;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - start;
        })
        { IsBackground = true, Name = $"{name} {seed}" };
        var clock = Stopwatch.StartNew();
        thread.Start();
        var ended = thread.Join(Limit);
        var repeat = $"{name}, seed {seed} (repeat it with WORKBENCH_FUZZ_SEED={seed})";
        Assert.True(ended, $"{repeat}: not done after {clock.Elapsed.TotalSeconds:0} s");
        Assert.True(fault is null || isRefusal(fault), $"{repeat}: {fault}");
        Assert.True(allocated <= MostAllocated, $"{repeat}: asked for {allocated >> 20} MB");
        return fault is not null;
    }

    private static double? Number(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
