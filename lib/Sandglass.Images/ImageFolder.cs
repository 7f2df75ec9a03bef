using Sandglass.Data;
using WholeFiles;

namespace Sandglass.Images;

/// <summary>A folder of pictures as it lies on disk: a subfolder a class. Hidden files and folders are left out.</summary>
/// <param name="Name">The folder's own name.</param>
/// <param name="Classes">Names of the subfolders, in ordinal order.</param>
/// <param name="Files">Path and class of each picture: class by class, by name in ordinal order.</param>
internal sealed record ImageFolder(string Name, IReadOnlyList<string> Classes, IReadOnlyList<(string Path, int Label)> Files)
{
    internal const int MostFiles = 1 << 20;

    private static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = false };

    /// <exception cref="DataFormatException">It is no such folder; the message names the entry that is none.</exception>
    public static ImageFolder List(string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (FileKinds.Of(root) != FileKind.Folder)
        {
            throw new DataFormatException($"{folder} is no folder; name one whose subfolders are the classes.");
        }

        var (classes, files) = (new List<string>(), new List<(string, int)>());
        foreach (var entry in Entries(folder))
        {
            if (FileKinds.Of(entry) == FileKind.Folder)
            {
                RequireNoLink(entry);
                AddClass(entry, classes.Count, files);
                classes.Add(Path.GetFileName(entry));
            }
            else if (ImageFile.IsOne(entry))
            {
                throw new DataFormatException($"{entry} is in no class; move it into the subfolder of its class.");
            }
        }

        return classes.Count > 0
            ? new ImageFolder(Path.GetFileName(root) is { Length: > 0 } name ? name : "images", classes, files)
            : throw new DataFormatException($"{folder} has no subfolders; put the pictures of each class into one, which is called as the class.");
    }

    private static void AddClass(string folder, int label, List<(string, int)> files)
    {
        var before = files.Count;
        foreach (var entry in Entries(folder))
        {
            RequireNoLink(entry);
            if (FileKinds.Of(entry) == FileKind.Folder)
            {
                throw new DataFormatException($"{entry} is a folder within a class; move its pictures up, or name the folder whose subfolders are the classes.");
            }

            files.Add((entry, label));
            RequireFew(files.Count, folder);
        }

        if (files.Count == before)
        {
            throw new DataFormatException($"{folder} is a class without a picture; add pictures or remove the folder.");
        }
    }

    private static IEnumerable<string> Entries(string folder)
    {
        var found = new List<string>();
        try
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", Visible))
            {
                if (Path.GetFileName(path)[0] != '.')
                {
                    found.Add(path);
                    RequireFew(found.Count, folder);
                }
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{folder} cannot be listed ({wrong.Message.TrimEnd('.')}); allow it to be read.", wrong);
        }

        return found.Order(StringComparer.Ordinal);
    }

    // Even one that leads to another place in the folder would put the same picture into two parts.
    private static void RequireNoLink(string path)
    {
        if (FileKinds.IsLink(path))
        {
            throw new DataFormatException($"{path} is a link, and links are not followed; put what it leads to in its place, or remove it.");
        }
    }

    private static void RequireFew(int count, string folder)
    {
        if (count > MostFiles)
        {
            throw new DataFormatException($"{folder} holds more than {MostFiles} files, the most that are read; take fewer.");
        }
    }
}
