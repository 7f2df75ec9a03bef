using System.Runtime.CompilerServices;
using TorchSharp;

namespace Sandglass.Runtime;

/// <summary>Brings libtorch up. Call <see cref="Start"/> before the first type of TorchSharp is touched.</summary>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static bool _loaded;

    /// <summary>
    /// Sets OpenMP's waiting and the allocator, loads the natives (with the remedy where libstdc++ is too old) and sets
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

    private static void Load(int threads)
    {
        if (_loaded)
        {
            return;
        }
        CLibrary.SetOpenMP(threads);
        CLibrary.KeepLargeBlocks();
        var libraries = NativeLibraries.OfThisMachine();
        new NativeLoader().Load(libraries.Locate(libraries.Folders()));
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
