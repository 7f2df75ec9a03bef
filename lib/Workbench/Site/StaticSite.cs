using System.Text;
using NotebookEngine.Gallery;
using NotebookEngine.Reference;
using Sandglass;
using Sandglass.Data;
using Sandglass.Display.Pages;
using Sandglass.Paper;
using WholeFiles;

namespace Workbench.Site;

/// <summary>
/// The repository as pages in one folder, for any browser and any server of files: notebooks, lessons, the block microscope, claims,
/// the library and the documents. No page asks for anything beyond the folder. The same repository gives the same bytes.
/// </summary>
/// <param name="root">The repository's folder.</param>
/// <param name="notebooks">Its notebooks and lessons, in order.</param>
internal sealed class StaticSite(string root, IReadOnlyList<GalleryEntry> notebooks)
{
    public const string Home = "index.html";
    public const string Notebooks = "notebooks.html";
    public const string Lessons = "lessons.html";
    public const string Documents = "documents.html";

    /// <summary>Most bytes of a document or a picture.</summary>
    public const long MostBytes = 4_000_000;

    private const string LibraryDocument = "docs/LIBRARY.md";

    // What the documents show.
    private static readonly string[] Pictures = ["docs/pictures", "data/studies/blocks"];

    private static readonly Navigation Navigation = new(
        ("Sandglass", Home), ("Notebooks", Notebooks), ("Lessons", Lessons), ("Block microscope", MicroscopePage.File),
        ("Claims", ClaimsPage.File), ("Library", ReferencePages.Index), ("Documents", Documents));

    /// <summary>Writes the folder whole or not at all.</summary>
    /// <param name="directory">The folder; it must not be there yet.</param>
    /// <exception cref="WorkbenchException">It is there, or cannot be written; or something that goes into it cannot be read.</exception>
    public void Write(string directory) => WholeFolder.WriteNew(directory, folder =>
    {
        var documents = SiteDocument.Of(root);
        var pages = documents.ToDictionary(document => Path.Combine(root, document.File), document => document.Address);
        foreach (var picture in Pictures.Select(name => Path.Combine(root, name)).SelectMany(name => Directory.GetFiles(name, "*.png")))
        {
            pages[picture] = $"data:image/png;base64,{Convert.ToBase64String(BoundedFile.ReadBytes(picture, MostBytes))}";
        }

        WriteNotebooks(folder, pages);
        var links = new PageLinks(pages.Concat(notebooks.Select(entry => KeyValuePair.Create(entry.File, Uri.EscapeDataString(entry.Page)))));
        foreach (var document in documents)
        {
            Write(folder, document.Address, document.Page.ToHtml(links.From(Path.Combine(root, document.File)), Navigation.ToHtml(document.Address, Documents)));
        }

        Write(folder, Documents, DocumentList.ToHtml(documents, Navigation.ToHtml(Documents)));
        (MicroscopePage.Recorded() with { Navigation = Navigation.ToHtml(MicroscopePage.File) }).Write(Path.Combine(folder, MicroscopePage.File));
        ClaimsPage.Write(folder, ClaimLedger.Load().Answer(), link => SiteNotebook.AddressOf(link, notebooks), Navigation.ToHtml(ClaimsPage.File));
        WriteLibrary(folder);
        Write(folder, Home, FrontPage.ToHtml(Navigation.ToHtml(Home), links.From(Path.Combine(root, Home))));
    });

    private void WriteNotebooks(string folder, Dictionary<string, string> others)
    {
        var gallery = new NotebookGallery("Notebooks", Sandglass.Display.Pages.PageFrame.Style(), Sandglass.Display.Pages.PageFrame.Script())
        {
            Index = Notebooks,
            Navigation = Navigation,
            Others = others,
        };
        try
        {
            gallery.Write(folder, [.. notebooks.Select(entry => entry with { Section = SiteNotebook.IsLesson(entry.File) ? Lessons : Notebooks })]);
        }
        catch (ArgumentException wrong)
        {
            throw new WorkbenchException(wrong.Message, wrong);
        }
    }

    // The libraries lie beside the program, with the documentation that the build writes.
    private static void WriteLibrary(string folder)
    {
        var known = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string[] libraries = [.. known.Where(path => Path.GetFileName(path).StartsWith(nameof(Sandglass), StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        foreach (var (file, html) in new ReferencePages(new PublicTypes(libraries, known)).Pages(Introduction(), page => Navigation.ToHtml(page, ReferencePages.Index)))
        {
            Write(folder, file, html);
        }
    }

    private static string Introduction() =>
        $"<h1>The library</h1>\n<p class=\"answer\">What a program or notebook may use, type by type. <a href=\"{SiteDocument.AddressOf(LibraryDocument)}\">How it fits together</a>.</p>\n";

    // A second page of one name is a mistake, and must not take the place of the first.
    private static void Write(string folder, string name, string html) =>
        WholeFile.WriteNew(Path.Combine(folder, name), file => file.Write(Encoding.UTF8.GetBytes(html)));
}
