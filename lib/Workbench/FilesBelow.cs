using System.IO.Enumeration;

namespace Workbench;

/// <summary>The files in a folder and in those below it. Links to folders are not followed: they may lead anywhere, or back.</summary>
internal static class FilesBelow
{
    /// <summary>All of them, in no order.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="skipped">What is left out, files and folders alike.</param>
    public static IEnumerable<FileInfo> Of(string folder, FileAttributes skipped) => new FileSystemEnumerable<FileInfo>(
        folder,
        (ref entry) => (FileInfo)entry.ToFileSystemInfo(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = skipped })
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref entry) => entry.ToFileSystemInfo().LinkTarget is null,
    };
}
