using System.CommandLine;
using Workbench.Reports;
using Workbench.Site;

namespace Workbench.Commands;

/// <summary><c>workbench site</c>: the repository as a folder of pages.</summary>
internal static class SiteCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { HelpName = CommonOptions.Folder, Description = "folder to write, which must not exist" };
        var command = new Command("site", "Write notebooks, lessons, the block microscope, claims, the library and the documents as one folder of pages. Nothing is executed.") { folder };
        command.SetAction(parsed =>
        {
            var (path, output) = (parsed.GetRequiredValue(folder), parsed.InvocationConfiguration.Output);
            CommonOptions.RequireNew(path);
            new StaticSite(Directory.GetCurrentDirectory(), [.. NotebookFiles.FindWithLessons(null).Select(notebook => SiteNotebook.Of(notebook, NotebookFiles.Read(notebook)))]).Write(path);
            var files = new DirectoryInfo(path).GetFiles();
            output.WriteLine(FormattableString.Invariant($"{Wording.Counted(files.Length, "file")}, {files.Sum(file => file.Length) / 1e6:0.0} MB: {Path.Combine(path, StaticSite.Home)}"));
            return 0;
        });
        return command;
    }
}
