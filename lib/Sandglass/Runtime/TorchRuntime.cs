using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Sandglass.Runtime;

/// <summary>Brings libtorch up. Call <see cref="Start"/> before the first type of TorchSharp is touched.</summary>
internal static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static bool _loaded;

    /// <summary>What the system's libstdc++ lacks where the remedy for that is in use; null where it lacks nothing, and before the natives are loaded.</summary>
    public static string? Remedied { get; private set; }

    /// <summary>Version of libtorch, which must be loaded.</summary>
    public static string Version => torch.__version__;

    /// <summary>
    /// Sets OpenMP's waiting, the allocator and the instructions of convolutions, loads the natives (with the remedy where libstdc++ is too old) and sets
    /// libtorch's threads. Safe to call again and from any thread; another thread count then takes effect.
    /// </summary>
    /// <param name="threads">libtorch's threads. Results are equal to the bit only for the same number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not positive.</exception>
    /// <exception cref="NativeLoadException">A native library does not load.</exception>
    public static void Start(int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        lock (Gate)
        {
            Load(threads);
            SetThreads(threads);
        }
    }

    /// <summary>Loads the natives if <see cref="Start"/> has not been called; leaves the threads as they are.</summary>
    /// <exception cref="NativeLoadException">libtorch cannot be loaded.</exception>
    public static void EnsureStarted()
    {
        if (!Volatile.Read(ref _loaded))
        {
            Start();
        }
    }

    /// <summary>The name of a module, once libtorch is loaded: a module's base constructor runs before all else and needs it.</summary>
    /// <param name="module">The name.</param>
    /// <inheritdoc cref="EnsureStarted" path="/exception"/>
    public static string Started(string module)
    {
        EnsureStarted();
        return module;
    }

    private static void Load(int threads)
    {
        if (_loaded)
        {
            return;
        }
        CLibrary.SetOpenMP(threads);
        CLibrary.KeepLargeBlocks();
        CLibrary.DoWithoutTiles();
        var libraries = NativeLibraries.OfThisMachine();
        var loader = new NativeLoader();
        loader.Load(libraries.Locate(libraries.Folders()));
        Remedied = loader.Remedied;
        Volatile.Write(ref _loaded, true);
    }

    // Not inlined: a method that mentions torch may run its static constructor, which looks for the natives.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SetThreads(int threads)
    {
        try
        {
            torch.set_num_threads(threads);
            if (torch.get_num_threads() is var actual && actual != threads)
            {
                throw new WorkbenchException($"libtorch runs {actual} threads, not {threads}: it was built without OpenMP.");
            }
        }
        catch (TypeInitializationException e)
        {
            throw new NativeLoadException(
                "TorchSharp",
                e.GetBaseException().Message,
                "Call TorchRuntime.Start() before anything else uses TorchSharp; in a notebook, restart the kernel.",
                e);
        }
    }
}

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
    /// Keeps libtorch's convolutions in bfloat16 from a processor's tiles (AMX), unless the user says otherwise: a null reference on a
    /// thread that has used them ends the process without a word (<see cref="SignalStack"/> says why), and tensors are used by
    /// any thread. Single precision never uses them.
    /// </summary>
    public static void DoWithoutTiles() => SetVariable("ONEDNN_MAX_CPU_ISA", "AVX512_CORE_FP16");

    /// <summary>
    /// Keeps the memory of large tensors in the process. libtorch has no cache of its own on the CPU, and glibc maps a
    /// block above 32 MB afresh and returns free memory at the heap's top: each training step then faults in tens of
    /// thousands of zeroed pages. Below 1 GB both stop (24,700 faults a step became 3,000 to 8,000 in a loop over tensors
    /// of 14 and 58 MB); what is larger still goes back to the system when it is freed.
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
