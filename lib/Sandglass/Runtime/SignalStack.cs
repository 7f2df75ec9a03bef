using System.Runtime.InteropServices;

namespace Sandglass.Runtime;

/// <summary>
/// The stack on which a thread handles its signals. .NET learns of a null reference by a signal, and gives each thread a stack for it
/// of a few pages. After a thread has used the tiles of a processor (AMX), Linux saves another 8 KiB of registers there; little is left,
/// and the handler overflows: the process ends without a word where an exception should be thrown.
/// </summary>
internal static unsafe partial class SignalStack
{
    private const int Bytes = 1 << 18;
    private const int None = 0, ReadWrite = 3; // PROT_NONE, PROT_READ | PROT_WRITE
    private const int PrivateAnonymous = 0x22; // MAP_PRIVATE | MAP_ANONYMOUS
    private const int Disabled = 2; // SS_DISABLE
    private const nint Failed = -1;

    [ThreadStatic]
    private static bool _isLarge;

    /// <summary>Gives the calling thread a larger one, once, where there may be tiles. Call it before what computes with them.</summary>
    public static void Enlarge()
    {
        if (_isLarge || !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return;
        }

        _isLarge = true;
        Stack old;
        if (sigaltstack(null, &old) != 0 || (old.Flags & Disabled) != 0 || old.Size >= Bytes)
        {
            return;
        }

        // The thread's end unmaps what is in use then; the few pages of the old one stay.
        var memory = mmap(0, Bytes, ReadWrite, PrivateAnonymous, -1, 0);
        if (memory == Failed)
        {
            return;
        }

        _ = mprotect(memory, Environment.SystemPageSize, None); // below its end, as .NET has it
        var large = new Stack { Pointer = memory, Size = Bytes };
        if (sigaltstack(&large, null) != 0)
        {
            _ = munmap(memory, Bytes);
        }
    }

    [LibraryImport("libc")]
    private static partial int sigaltstack(Stack* stack, Stack* old);

    [LibraryImport("libc")]
    private static partial nint mmap(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc")]
    private static partial int mprotect(nint address, nint length, int protection);

    [LibraryImport("libc")]
    private static partial int munmap(nint address, nint length);

    // stack_t of signal.h
    [StructLayout(LayoutKind.Sequential)]
    private struct Stack
    {
        public nint Pointer;
        public int Flags;
        public nint Size;
    }
}
