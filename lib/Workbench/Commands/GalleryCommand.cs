using System.CommandLine;
using NotebookEngine.Gallery;
using Sandglass;
using Sandglass.Display.Pages;
using Sandglass.Paper;
using Workbench.Running;
using Workbench.Site;

namespace Workbench.Commands;

/// <summary><c>workbench notebooks html</c>, also <c>workbench gallery</c>: the notebooks as pages, nothing executed.</summary>
internal static class GalleryCommand
{
    private const string Folder = "gallery";
    private const string Link = $"{Folder}/index.html";

    // The page of claims goes with its notebook: without that, notebooks of anyone's are shown, from anywhere.
    private const string ClaimsNotebook = "07-claims";

    // Likewise the page of a block.
    private const string BlockNotebook = "01-block-anatomy";

    /// <summary>Where the gallery lies from a folder of results, or null if it was never written there.</summary>
    public static string? LinkFrom(string results) => File.Exists(Path.Combine(results, Link)) ? Link : null;

    public static Command Create(string name)
    {
        var paths = NotebookFiles.Argument(withLessons: true);
        var folder = new Option<DirectoryInfo>("--out")
        {
            HelpName = CommonOptions.Folder,
            Description = "folder for the pages",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("results", Folder)),
        };
        var command = new Command(name, "Write notebooks with their outputs as web pages. Nothing is executed.") { paths, folder };
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var entries = new List<GalleryEntry>();
            var isWell = await NotebookFiles.EachAsync(NotebookFiles.FindWithLessons(parsed.GetValue(paths)), output, path =>
            {
                entries.Add(SiteNotebook.Of(path, NotebookFiles.Read(path)));
                return Task.FromResult(true);
            });
            if (entries.Count > 0)
            {
                await output.WriteLineAsync($"gallery: {Write(entries, parsed.GetRequiredValue(folder).FullName)}");
            }

            return isWell ? 0 : CommandLine.Failed;
        });
        return command;
    }

    private static string Write(IReadOnlyList<GalleryEntry> entries, string folder)
    {
        WritableFolder.Require(folder);
        var (hasBlock, hasClaims) = (entries.Any(entry => entry.Name == BlockNotebook), entries.Any(entry => entry.Name == ClaimsNotebook));
        var navigation = new Navigation(
        [
            ("All notebooks", "index.html"),
            .. hasBlock ? [("The block microscope", MicroscopePage.File)] : Array.Empty<(string, string)>(),
            .. hasClaims ? [("Claims and verdicts", ClaimsPage.File)] : Array.Empty<(string, string)>(),
        ]);
        var gallery = new NotebookGallery("Sandglass notebooks", Sandglass.Display.Pages.PageFrame.Style(), Sandglass.Display.Pages.PageFrame.Script())
        {
            Navigation = navigation,
        };
        try
        {
            if (hasBlock)
            {
                (MicroscopePage.Recorded() with { Navigation = navigation.ToHtml(MicroscopePage.File) }).Write(Path.Combine(folder, MicroscopePage.File));
            }

            if (hasClaims)
            {
                ClaimsPage.Write(folder, ClaimLedger.Load().Answer(), link => SiteNotebook.AddressOf(link, entries), navigation.ToHtml(ClaimsPage.File));
            }

            return gallery.Write(folder, entries);
        }
        catch (ArgumentException wrong)
        {
            throw new WorkbenchException(wrong.Message, wrong);
        }
    }
}
