using System.Text;

namespace WholeFiles;

/// <summary>
/// Writes files that are whole or as they were: first under another name, then renamed. The one way in which this
/// repository writes what a person asked for.
/// </summary>
/// <remarks>
/// A link stays a link, and the file it leads to is replaced. A device or a pipe cannot be replaced without being
/// destroyed, so it is written to, as by every other program.
/// </remarks>
internal static class WholeFile
{
    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, byte[] bytes) => Write(path, file => file.Write(bytes));

    /// <summary>Writes a file, replacing one that is there; its folder is made if need be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">It cannot be written; the message says which file, why, and what to do.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            if (FileKinds.Of(path) == FileKind.Special)
            {
                using var through = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
                write(through);
            }
            else
            {
                Write(Target(path), write, overwrite: true);
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, wrong);
        }
    }

    /// <summary>Writes a file that must not be there yet; its folder is made if need be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">Something is there, or it cannot be written; the message says which file, why, and what to do.</exception>
    public static void WriteNew(string path, Action<Stream> write)
    {
        try
        {
            Write(Path.GetFullPath(path), write, overwrite: false);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, wrong);
        }
    }

    private static void Write(string path, Action<Stream> write, bool overwrite)
    {
        if (Directory.Exists(path) || (!overwrite && Path.Exists(path)))
        {
            throw new IOException(Directory.Exists(path) ? "it is a folder" : "it already exists");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Guid.NewGuid():n}.partial";
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                write(file);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(path))
            {
                File.SetUnixFileMode(partial, File.GetUnixFileMode(path));
            }

            File.Move(partial, path, overwrite);
        }
        catch
        {
            TryDelete(partial);
            throw;
        }
    }

    private static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        return FileKinds.IsLink(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName : full;
    }

    private static IOException Failure(string path, Exception wrong) =>
        new($"{path} cannot be written ({wrong.Message.TrimEnd('.')}); free the disk or name another file", wrong);

    private static void TryDelete(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }
}
