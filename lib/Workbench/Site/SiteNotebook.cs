using NotebookEngine.Gallery;
using NotebookEngine.Notebooks;
using Sandglass.Paper;

namespace Workbench.Site;

/// <summary>Notebooks as entries of a gallery, lessons apart from the others.</summary>
internal static class SiteNotebook
{
    private const string LessonFolder = "lessons";

    /// <summary>The entry of a notebook.</summary>
    /// <param name="path">Its file; one in a folder <c>lessons</c> is a lesson.</param>
    /// <param name="notebook">What is in it.</param>
    public static GalleryEntry Of(string path, Notebook notebook) => new(Path.GetFileNameWithoutExtension(path), notebook)
    {
        File = path,
        Part = IsLesson(path) ? "Lessons" : "",
    };

    /// <summary>Where a cell is shown, or null if nowhere.</summary>
    public static string? AddressOf(CellLink link, IEnumerable<GalleryEntry> entries) =>
        entries.FirstOrDefault(entry => entry.Name == link.Notebook)?.AddressOf(link.Cell);

    public static bool IsLesson(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) == LessonFolder;
}
