using System.CommandLine;
using Sandglass.Data;
using Sandglass.Images.Glyphs;

namespace Workbench.Commands;

/// <summary><c>workbench data glyphs</c>: draws the set of glyphs, or one of other fonts or another size.</summary>
internal static class DataGlyphs
{
    private const string SystemFonts = "/usr/share/fonts";

    public static Command Create()
    {
        var usual = new GlyphDrawing();
        var to = new Option<string>("--out") { HelpName = CommonOptions.Folder, Description = "folder to write; files of a set that is there are replaced", Required = true };
        var fonts = new Option<string?>("--fonts")
        {
            HelpName = CommonOptions.Folder,
            Description = $"folder of TrueType and OpenType fonts, whose families are split at random [default: {SystemFonts}, those of the list]",
        };
        var list = new Option<string?>("--list") { HelpName = CommonOptions.File, Description = "table of the fonts of each part [default without --fonts: that of the set in the repository]" };
        var side = Ranges.GlyphSide.Option("--size", "side of each picture in pixels", usual.Side);
        var training = Ranges.Pictures.Option("--training", "training pictures per class", usual.Training);
        var validation = Ranges.Pictures.Option("--validation", "validation pictures per class", usual.Validation);
        var test = Ranges.Pictures.Option("--test", "test pictures per class", usual.Test);
        var seed = Ranges.Seed.Option("--seed", "random seed of the pictures", usual.Seed);
        var command = new Command("glyphs", "Draw glyphs of 62 classes from fonts. By default the set in the repository again: the same bytes on the same machine.")
        {
            to, fonts, list, side, training, validation, test, seed,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var (output, drawing) = (parsed.InvocationConfiguration.Output, new GlyphDrawing(
                parsed.GetValue(side), parsed.GetValue(training), parsed.GetValue(validation), parsed.GetValue(test), parsed.GetValue(seed)));
            var folder = parsed.GetValue(fonts) ?? SystemFonts;
            var entries = parsed.GetValue(list) is null && parsed.GetValue(fonts) is not null
                ? FontList.Draw(folder, drawing.Seed, output.WriteLine)
                : FontList.Read(parsed.GetValue(list) ?? Path.Combine(GlyphSet.Committed(), GlyphSet.FontsName));
            drawing.Write(folder, entries, parsed.GetRequiredValue(to), cancellation);
            output.WriteLine(FormattableString.Invariant(
                $"Glyphs of {entries.Count} fonts are in {parsed.GetRequiredValue(to)}; train on them with --data {parsed.GetRequiredValue(to)}"));
            return Task.FromResult(0);
        });
        return command;
    }
}
