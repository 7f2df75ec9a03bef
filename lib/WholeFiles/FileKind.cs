using System.Runtime.InteropServices;

namespace WholeFiles;

/// <summary>What is found under a path, links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or a link that leads nowhere.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A device, a pipe or a socket: it has no content that could be replaced, and reading it may never end.</summary>
    Special,
}

/// <summary>Tells files from what merely looks like one.</summary>
internal static partial class FileKinds
{
    private const int TypeBits = 0xF000;
    private const int RegularBits = 0x8000;
    private const string WindowsDevices = @"\\.\";

    /// <summary>What is found under a path, links followed; opens nothing.</summary>
    public static FileKind Of(string path)
    {
        var full = Path.GetFullPath(path);
        return Directory.Exists(full) ? FileKind.Folder
            : OperatingSystem.IsWindows() && full.StartsWith(WindowsDevices, StringComparison.Ordinal) ? FileKind.Special
            : !File.Exists(full) ? FileKind.Missing
            : OperatingSystem.IsWindows() || IsRegular(full) ? FileKind.Regular
            : FileKind.Special;
    }

    /// <summary>Whether a path is itself a link, wherever it leads.</summary>
    public static bool IsLink(string path) => new FileInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))).LinkTarget is not null;

    // .NET's own File API does not tell a pipe from a file; the library below it does, the same way on every Unix.
    private static bool IsRegular(string path) => Stat(path, out var status) != 0 || (status.Mode & TypeBits) == RegularBits;

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, out Status status);

    // Longer than what is written, so that a later .NET that adds fields at the end writes into room.
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Status
    {
        [FieldOffset(4)]
        public int Mode;
    }
}
