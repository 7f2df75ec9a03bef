using System.CommandLine;
using Sandglass.Images.Sets;
using Spectre.Console;
using Workbench.Progress;

namespace Workbench.Commands;

/// <summary><c>workbench data cache</c>, and <c>data verify</c> of pictures.</summary>
internal static class DataPictures
{
    internal static Command Cache()
    {
        var folder = new Argument<string>("folder") { HelpName = CommonOptions.Folder, Description = "folder of JPEG and PNG files, one subfolder per class, or train and val with them" };
        var file = new Argument<string>("file") { HelpName = CommonOptions.File, Description = "file to write" };
        var side = Ranges.Side.Option("--side", "pixels of the shorter side to which larger pictures are reduced; not given: none is");
        var command = new Command("cache", "Decode all pictures of a folder into one file, which 'workbench train --images' takes in place of the folder.") { folder, file, side };
        command.SetAction((parsed, cancellation) =>
        {
            var (from, to) = (parsed.GetRequiredValue(folder), parsed.GetRequiredValue(file));
            CommonOptions.RequireNew(to);
            using var display = ProgressDisplay.Start(AnsiConsole.Console, "decoding");
            var written = PictureCacheWriter.Write(from, to, parsed.GetValue(side), share => display.Report(share, from), cancellation);
            var damaged = written.Pictures.Where(picture => picture.Reason.Length > 0).ToArray();
            foreach (var picture in damaged)
            {
                parsed.InvocationConfiguration.Output.WriteLine($"{picture.Picture.File} is left out: {picture.Reason}");
            }

            parsed.InvocationConfiguration.Output.WriteLine(FormattableString.Invariant(
                $"{to}: {written.Pictures.Count - damaged.Length:n0} pictures of {written.Classes.Count:n0} classes, {new FileInfo(to).Length / 1e6:n1} MB; damaged: {damaged.Length:n0}"));
            return Task.FromResult(0);
        });
        return command;
    }

    /// <summary>Names every damaged picture.</summary>
    /// <returns>The exit code: 1 where there is one.</returns>
    internal static int Verify(string path, TextWriter output, CancellationToken cancellation)
    {
        using var store = PictureCheck.Open(path);
        using var display = ProgressDisplay.Start(AnsiConsole.Console, "decoding");
        var damaged = PictureCheck.Damaged(store, share => display.Report(share, path), cancellation);
        foreach (var picture in damaged)
        {
            output.WriteLine($"{picture.File}: {picture.Reason}");
        }

        output.WriteLine(FormattableString.Invariant($"{path}: {store.Pictures.Count:n0} pictures of {store.Classes.Count:n0} classes; damaged: {damaged.Count:n0}"));
        return damaged.Count > 0 ? 1 : 0;
    }
}
