using System.Runtime.InteropServices;

namespace Sandglass.Runtime;

/// <summary>Settings of the C library that must stand before libtorch is loaded.</summary>
internal static partial class CLibrary
{
    private const int TrimThreshold = -1, MmapThreshold = -3; // M_TRIM_THRESHOLD, M_MMAP_THRESHOLD of malloc.h
    private const int Gigabyte = 1 << 30, Largest = 32 << 20;

    /// <summary>
    /// OpenMP's threads wait passively, unless the user says otherwise. Spinning ones take the cores from whoever has
    /// work: 64 per-sample gradients took 58 s beside another process, and 1.2 s so.
    /// </summary>
    public static void SetOpenMP(int threads)
    {
        SetVariable("OMP_WAIT_POLICY", "passive");
        SetVariable("GOMP_SPINCOUNT", "0");
        SetVariable("OMP_NUM_THREADS", FormattableString.Invariant($"{threads}"));
    }

    /// <summary>
    /// Keeps the memory of large tensors in the process. libtorch has no cache of its own on the CPU, and glibc maps a
    /// block above 32 MB afresh and returns free memory at the heap's top: each training step then faults in tens of
    /// thousands of zeroed pages. Below 1 GB both stop; what is larger still goes back to the system when it is freed.
    /// </summary>
    /// <returns>Whether the C library has such settings: glibc has, musl, macOS and Windows have not.</returns>
    public static bool KeepLargeBlocks()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }
        try
        {
            // glibc before 2.35 refuses more than half of an arena's heap: 32 MB.
            var kept = mallopt(MmapThreshold, Gigabyte) == 1 || mallopt(MmapThreshold, Largest) == 1;
            return mallopt(TrimThreshold, Gigabyte) == 1 && kept;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static void SetVariable(string name, string value)
    {
        var ofTheUser = Environment.GetEnvironmentVariable(name);
        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable(name, ofTheUser ?? value);
        }
        else
        {
            // .NET keeps a copy of the environment; libgomp reads C's. A variable set in a notebook is only in the copy.
            _ = setenv(name, ofTheUser ?? value, ofTheUser is null ? 0 : 1);
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);
}
