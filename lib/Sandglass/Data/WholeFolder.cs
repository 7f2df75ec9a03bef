namespace Sandglass.Data;

/// <summary>Folders that are written whole or not at all.</summary>
internal static class WholeFolder
{
    /// <summary>
    /// Writes a folder under a passing name and gives it its own. What was there under that is set aside first and
    /// deleted last, so that the old or the new one is whole at any time. Of a symbolic link the link is replaced; what it
    /// leads to is left, as is what links inside the old folder lead to.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <param name="write">Writes its files into the folder that it is given.</param>
    /// <exception cref="WorkbenchException">
    /// The folder cannot be written, and what was there is left; or it is written, and what was there cannot be deleted.
    /// Where neither can be given the name, the message says where both are.
    /// </exception>
    public static void Replace(string directory, Action<string> write) => Replace(directory, write, Directory.Move);

    // Tests give a move that fails.
    internal static void Replace(string directory, Action<string> write, Action<string, string> move)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var own = $"{path}.{Guid.NewGuid():n}"; // nobody else's, so both may be cleaned up
        var (made, old) = ($"{own}.partial", $"{own}.old");
        try
        {
            write(Directory.CreateDirectory(made).FullName);
            Exchange(made, path, old, move);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{directory} cannot be written ({wrong.Message}); choose another folder", wrong);
        }
        finally
        {
            // Where the old one is still set aside, the new one is all that could replace it.
            if (Directory.Exists(made) && !Directory.Exists(old))
            {
                TryDelete(made);
            }
        }

        if (Directory.Exists(old) && TryDelete(old) is { } reason)
        {
            throw new WorkbenchException($"{directory} is written, but the old folder cannot be deleted ({reason}); delete {old}");
        }
    }

    private static void Exchange(string made, string path, string old, Action<string, string> move)
    {
        if (Directory.Exists(path))
        {
            move(path, old);
        }

        try
        {
            move(made, path);
        }
        catch (Exception first) when (Directory.Exists(old))
        {
            try
            {
                move(old, path);
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException)
            {
                throw new WorkbenchException(
                    $"{path} cannot be replaced ({first.Message}), and the old folder cannot be put back ({second.Message}); the old one is now {old}, the new one {made}: rename one of them",
                    first);
            }

            throw;
        }
    }

    /// <summary>Writes a folder that must not be there yet, under a passing name first; its parent is made if need be.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="write">Writes its files into the folder that it is given; what it throws leaves nothing behind.</param>
    /// <exception cref="WorkbenchException">Something is there, or the folder cannot be written.</exception>
    public static void WriteNew(string directory, Action<string> write)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (Path.Exists(path))
        {
            throw new WorkbenchException($"{directory} is there already; remove it, or name another folder");
        }

        var made = $"{path}.{Guid.NewGuid():n}.partial";
        try
        {
            write(Directory.CreateDirectory(made).FullName);
            Directory.Move(made, path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{directory} cannot be written ({wrong.Message.TrimEnd('.')}); free the disk or name another folder", wrong);
        }
        finally
        {
            if (Directory.Exists(made))
            {
                TryDelete(made);
            }
        }
    }

    // .NET deletes links themselves and follows none.
    private static string? TryDelete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
            return null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return wrong.Message;
        }
    }
}
