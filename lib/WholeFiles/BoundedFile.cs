using System.Text;

namespace WholeFiles;

/// <summary>
/// Reads files from elsewhere: regular ones only, and never more of one than its reader allows. The limit holds on what
/// is read, since a file may grow meanwhile and some report no length.
/// </summary>
internal static class BoundedFile
{
    private const int Chunk = 1 << 16;
    private const int SmallChunk = 1 << 12;

    /// <summary>A file's bytes.</summary>
    /// <param name="path">The file; a link to one is followed.</param>
    /// <param name="most">Most bytes that it may have.</param>
    /// <exception cref="FileTooLongException">It is longer.</exception>
    /// <exception cref="IOException">It is missing or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadBytes(string path, long most)
    {
        using var file = Open(path);
        RequireShort(path, file.Length, most); // before as much memory is asked for
        var bytes = new MemoryStream((int)Math.Min(file.Length, Array.MaxLength));
        Read(file, path, most, chunk => bytes.Write(chunk.Span));
        return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
    }

    /// <summary>A file, a piece at a time.</summary>
    /// <param name="path">The file; a link to one is followed.</param>
    /// <param name="most">Most bytes that it may have.</param>
    /// <param name="use">Takes the next piece, which is lent for the length of the call.</param>
    /// <inheritdoc cref="ReadBytes"/>
    public static void Read(string path, long most, Action<ReadOnlyMemory<byte>> use)
    {
        using var file = Open(path);
        RequireShort(path, file.Length, most);
        Read(file, path, most, use);
    }

    /// <summary>A file's text, in UTF-8.</summary>
    /// <inheritdoc cref="ReadBytes"/>
    public static string ReadText(string path, long most)
    {
        using var bytes = new MemoryStream(ReadBytes(path, most), writable: false);
        using var text = new StreamReader(bytes, Encoding.UTF8);
        return text.ReadToEnd();
    }

    /// <summary>Opens a regular file.</summary>
    /// <exception cref="IOException">It is missing or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path) => FileKinds.Of(path) switch
    {
        FileKind.Special => throw new IOException($"{path} is a device or a pipe, not a file"),
        FileKind.Folder => throw new IOException($"{path} is a folder, not a file"),
        _ => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1),
    };

    private static void Read(FileStream file, string path, long most, Action<ReadOnlyMemory<byte>> use)
    {
        var chunk = new byte[file.Length < SmallChunk ? SmallChunk : Chunk];
        var total = 0L;
        while (file.Read(chunk) is > 0 and var read)
        {
            total += read;
            RequireShort(path, total, most);
            use(chunk.AsMemory(0, read));
        }
    }

    private static void RequireShort(string path, long length, long most)
    {
        if (length > most)
        {
            throw new FileTooLongException(path, most);
        }
    }
}

/// <summary>A file is longer than its reader allows.</summary>
internal sealed class FileTooLongException(string path, long most)
    : IOException(FormattableString.Invariant($"{path} has more than {most} bytes, the limit for such a file"));
