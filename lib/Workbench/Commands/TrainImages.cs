using System.CommandLine;
using Sandglass;
using Sandglass.Data;
using Sandglass.Images;
using Sandglass.Images.Sets;
using Sandglass.Networks;
using Sandglass.Training;
using Spectre.Console;
using Workbench.Progress;

namespace Workbench.Commands;

/// <summary>Which images <c>workbench train</c> learns from, and its options for them.</summary>
internal sealed class TrainImages
{
    private const int OwnSide = 32; // what the plan for small images is made for
    private const string ImageNet = "imagenet";

    private static readonly string[] Repository = [FashionMnist.Folder, GlyphSet.Folder];
    private static readonly string[] Cifars = ["cifar10", "cifar100"];

    private readonly Option<string?> _set = new("--data")
    {
        HelpName = "SET",
        Description = "fashion-mnist, glyphs, or a folder that 'workbench data glyphs' wrote; cifar10, cifar100 or imagenet, which --images names [default: fashion-mnist]",
    };

    private readonly Option<string?> _images = new("--images")
    {
        HelpName = CommonOptions.Folder,
        Description = "folder of your own JPEG and PNG files, one subfolder per class, or train and val with them, instead of the images in the repository; a file of 'workbench data cache'; the folder or archive of cifar10 or cifar100",
    };

    private readonly Option<int?> _side = Ranges.ImageSide.Option("--size", $"side in pixels to which your own images are scaled, {OwnSide} if not given");
    private readonly Option<int?> _resolution = Ranges.Resolution.Option("--resolution", "side in pixels of what a whole network sees, instead of the network's own");
    private readonly Option<bool> _colour = new("--colour") { Description = "use your own images in colour" };
    private readonly Option<int?> _threads = Ranges.Threads.Option("--decode-threads", "threads that decode pictures ahead, instead of one per processor; the results do not depend on it");
    private readonly Option<bool> _stops = new("--stop-at-damage") { Description = "stop at a damaged picture, instead of naming it and going on with the next" };

    public TrainImages() => _set.CompletionSources.Add([.. Repository, .. Cifars, ImageNet]);

    /// <summary>The options, in the order of help.</summary>
    public IEnumerable<Option> Options => [_set, _images, _side, _resolution, _colour, _threads, _stops];

    /// <summary>Whether pictures are decoded from files each time: of ImageNet, and of a folder for a whole network.</summary>
    /// <param name="asked">The command line.</param>
    /// <param name="network">Whether a whole network was named.</param>
    public bool AreFiles(ParseResult asked, bool network) =>
        Is(asked.GetValue(_set), ImageNet) || (network && asked.GetValue(_set) is null && asked.GetValue(_images) is not null);

    /// <summary>Opens the images. The caller disposes them.</summary>
    /// <exception cref="UsageException">Options do not go together.</exception>
    /// <exception cref="WorkbenchException">The images cannot be used.</exception>
    public IClassifierData Load(ParseResult asked, CatalogueEntry? network, Preset preset, bool validatesOnTest, CancellationToken cancellation)
    {
        var (set, images) = (asked.GetValue(_set), asked.GetValue(_images));
        if (AreFiles(asked, network is not null))
        {
            return Files(asked, images ?? throw new UsageException($"--data {ImageNet} needs the folder of its pictures, or a cache of them; name it with --images"), network, validatesOnTest, cancellation);
        }

        if (asked.GetValue(_threads) is not null || asked.GetValue(_stops))
        {
            throw new UsageException($"{_threads.Name} and {_stops.Name} are for pictures decoded from files each time, of --network or --data {ImageNet}");
        }

        if (asked.GetValue(_resolution) is not null)
        {
            throw new UsageException($"{_resolution.Name} is for pictures decoded from files each time; images in memory have their own size, or {_side.Name}");
        }

        if (Cifars.Any(name => Is(set, name)))
        {
            RequireNoSize(asked);
            return new CifarImages(images ?? throw new UsageException($"--data {set} needs the folder of its binary files, or their archive; name it with --images"), Is(set, Cifars[1])).LoadSplits();
        }

        if (images is not null)
        {
            return set is null
                ? new FolderImages(images, asked.GetValue(_side) ?? OwnSide, asked.GetValue(_colour)).LoadSplits()
                : throw new UsageException("--data and --images both name images; give one of them");
        }

        RequireNoSize(asked);
        return OfRepository(set ?? Repository[0], preset);
    }

    private static bool Is(string? set, string name) => name.Equals(set, StringComparison.OrdinalIgnoreCase);

    private static DatasetSplits OfRepository(string set, Preset preset) => Array.FindIndex(Repository, name => Is(set, name)) switch
    {
        0 => preset.LoadData(),
        1 => preset.Glyphs.LoadSplits(),
        _ when Directory.Exists(set) => (preset.Glyphs with { Folder = set }).LoadSplits(),
        _ => throw new UsageException($"--data takes fashion-mnist, glyphs, the folder of a set of glyphs, cifar10, cifar100 or imagenet, not {Misuse.Quoted(set)}"),
    };

    private PictureSplits Files(ParseResult asked, string path, CatalogueEntry? network, bool validatesOnTest, CancellationToken cancellation)
    {
        if (asked.GetValue(_colour) || (network is not null && asked.GetValue(_side) is not null))
        {
            throw new UsageException($"pictures decoded from files are in colour, and of the size that the network sees; give {_resolution.Name}");
        }

        var side = asked.GetValue(_resolution) ?? asked.GetValue(_side) ?? network?.Resolution ?? OwnSide;
        var source = new ImageFiles(path, side) { Threads = asked.GetValue(_threads), StopsAtDamage = asked.GetValue(_stops) };
        using var display = ProgressDisplay.Start(AnsiConsole.Console, "checksums of all files");
        var data = (validatesOnTest ? source with { HeldOut = null } : source).LoadPictures(share => display.Report(share, path), cancellation);
        var (validation, test) = data.Counts;
        asked.InvocationConfiguration.Output.WriteLine(FormattableString.Invariant(
            $"{path}: {data.ClassNames.Count:n0} classes; pictures: {data.TrainingCount:n0} for training, {(data.ValidatesOnTest ? $"{test:n0} for validation and test alike" : $"{validation:n0} for validation, {test:n0} for the test")}"));
        return data;
    }

    private void RequireNoSize(ParseResult asked)
    {
        if (asked.GetValue(_side) is not null || asked.GetValue(_colour))
        {
            throw new UsageException("--size and --colour need a folder of images; name it with --images");
        }
    }
}
