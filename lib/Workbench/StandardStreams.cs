using System.Runtime.InteropServices;

namespace Workbench;

/// <summary>The console's streams as the whole program uses them: none of them ends it, whatever becomes of them.</summary>
internal static partial class StandardStreams
{
    private const int GetDescriptorFlags = 1;
    private const int ClosesOnExec = 1;

    /// <summary>Puts writers that outlast a full disk and a gone terminal in the console's place.</summary>
    public static (LastingWriter Output, LastingWriter Error) Take()
    {
        if (!IsOurs(0))
        {
            Console.SetIn(TextReader.Null);
        }

        var output = new LastingWriter(IsOurs(1) ? Console.Out : TextWriter.Null);
        var error = new LastingWriter(IsOurs(2) ? Console.Error : TextWriter.Null);
        Console.SetOut(output);
        Console.SetError(error);
        return (output, error);
    }

    // Where a stream was closed before the start, .NET has opened something of its own under its number, which would be
    // written into. What was inherited does not close when another program is executed, or it would not be here.
    private static bool IsOurs(int number) =>
        OperatingSystem.IsWindows() || DescriptorFlags(number, GetDescriptorFlags) is var flags && flags >= 0 && (flags & ClosesOnExec) == 0;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int DescriptorFlags(int descriptor, int command);
}
