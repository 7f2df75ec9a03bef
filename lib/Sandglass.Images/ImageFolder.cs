using Sandglass.Data;
using WholeFiles;

namespace Sandglass.Images;

/// <summary>A folder of pictures as it lies on disk: a subfolder a class. Hidden files and folders are left out.</summary>
/// <param name="Name">The folder's own name.</param>
/// <param name="Classes">Names of the subfolders, in ordinal order.</param>
/// <param name="Files">Path and class of each picture: class by class, by name in ordinal order.</param>
internal sealed record ImageFolder(string Name, IReadOnlyList<string> Classes, IReadOnlyList<(string Path, int Label)> Files)
{
    internal const int MostFiles = 1 << 21; // ImageNet has 1.28 million

    private static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = false };

    /// <exception cref="DataFormatException">It is not a folder of classes; the message names the entry that does not belong.</exception>
    public static ImageFolder List(string folder)
    {
        if (FileKinds.Of(folder) != FileKind.Folder)
        {
            throw new DataFormatException($"{folder} is not a folder; name one whose subfolders are the classes.");
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
            ? new ImageFolder(NameOf(folder), classes, files)
            : throw new DataFormatException($"{folder} has no subfolders; put the pictures of each class into a subfolder with the name of the class.");
    }

    /// <summary>A folder's own name, without the path to it.</summary>
    public static string NameOf(string folder) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is { Length: > 0 } name ? name : "images";

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
            throw new DataFormatException($"{folder} is a class without pictures; add pictures or remove the folder.");
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
            throw new DataFormatException($"{folder} cannot be listed ({wrong.Message.TrimEnd('.')}); make it readable.", wrong);
        }

        return found.Order(StringComparer.Ordinal);
    }

    // Even one that leads to another place in the folder would put the same picture into two parts.
    private static void RequireNoLink(string path)
    {
        if (FileKinds.IsLink(path))
        {
            throw new DataFormatException($"{path} is a link, and links are not followed; replace it by the file that it points to, or remove it.");
        }
    }

    private static void RequireFew(int count, string folder)
    {
        if (count > MostFiles)
        {
            throw new DataFormatException($"{folder} holds more than {MostFiles} files, the limit; use fewer.");
        }
    }
}
