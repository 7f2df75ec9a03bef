namespace Sandglass.Compute.Kernels;

/// <summary>
/// Work split into as many equal parts as there are threads. The parts depend on nothing but their number, and what they
/// add up is added in their order, so that results are equal to the bit for a fixed number of threads.
/// </summary>
internal static class Parts
{
    internal static void Run(int threads, long work, Action<int, long, long> part)
    {
        if (threads == 1)
        {
            part(0, 0, work);
        }
        else
        {
            Parallel.For(0, threads, i => part(i, work * i / threads, work * (i + 1) / threads));
        }
    }
}
