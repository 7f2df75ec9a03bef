using System.Text.Json;
using System.Text.Json.Nodes;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Display.Drawings;
using Sandglass.Training;
using SkiaSharp;
using WholeFiles;

namespace Sandglass.Display.Pictures;

/// <summary>What one image becomes in a block of a trained network: the channels at each place, as small pictures.</summary>
/// <param name="Family">The block's family.</param>
/// <param name="Run">Hash of the network's run.</param>
/// <param name="Block">Dotted name of the block.</param>
/// <param name="About">The image, the network and the block, in words.</param>
/// <param name="Picture">The image as PNG.</param>
/// <param name="Places">The places in forward order: the input, the output of each layer, the sum of the shortcut.</param>
internal sealed record BlockMaps(BlockFamily Family, string Run, string Block, string About, byte[] Picture, IReadOnlyList<PlaceMaps> Places)
{
    private const int Counted = 100;
    private const long MostBytes = 1 << 22;

    /// <summary>Those of the repository, a family each.</summary>
    /// <exception cref="WorkbenchException">The record is missing or damaged.</exception>
    public static IReadOnlyList<BlockMaps> Recorded() => Read(RecordedPath());

    /// <summary>The repository's file.</summary>
    internal static string RecordedPath() => Path.Combine(DataDirectory.Find(), "microscope", "maps.json");

    internal static IReadOnlyList<BlockMaps> Read(string path) => Damage.Typed(
        () =>
        {
            var maps = RunJson.Parse<BlockMaps?[]>(BoundedFile.ReadText(path, MostBytes));
            Damage.Unless(maps.All(map => map?.Places.All(place => place is not null) == true), "a block or a place in it is missing");
            return (IReadOnlyList<BlockMaps>)maps!;
        },
        (fault, cause) => new WorkbenchException($"{path} cannot be read ({fault}); restore it from version control", cause));

    /// <summary>As the file and the page hold them.</summary>
    internal static JsonNode ToJson(IReadOnlyList<BlockMaps> maps) => JsonSerializer.SerializeToNode(maps, RunJson.Options)!;

    /// <summary>The maps of a run's first block with a shortcut, else of its first.</summary>
    /// <param name="run">A run of a classifier.</param>
    /// <param name="image">Which of its test images.</param>
    /// <exception cref="WorkbenchException">The run is of another task, had images that are not in the repository, or there is no such image.</exception>
    public static BlockMaps Of(Run run, int image = 0)
    {
        using var network = run.Network();
        var test = network.Images.Test;
        if (image < 0 || image >= test.Count)
        {
            throw new WorkbenchException($"there is no test image {image}; the run has {test.Count}, counted from 0");
        }

        // The image itself first, then others to count dead channels over.
        using var images = test.Select($"{test.Name}, some", [image, .. Enumerable.Range(0, test.Count).Where(i => i != image).Take(Counted - 1)]);
        var blocks = network.Plan.Blocks.ToArray();
        var (name, spec) = blocks.FirstOrDefault(block => block.Spec.IdentityChannels > 0, blocks[0]);
        var (first, answer) = (images.Pixels[..(images.Channels * images.Height * images.Width)].ToArray(), network.Predict(images).Answers[0]);
        return new BlockMaps(
            spec.Family,
            run.Hash,
            name,
            FormattableString.Invariant($"A test image of the class {images.ClassNames[answer.Label]}; the network says {images.ClassNames[answer.Answer]}, with a probability of {CellText.Percent(answer.Probability)}. The block is {name} of {network.Plan.Name}: {BlockDrawing.TitleOf(spec)}. The network (run {run.Hash}) was trained for {run.Timing.Count} {(run.Timing.Count == 1 ? "epoch" : "epochs")} on {network.Images.Training.Count:n0} images and gets {CellText.Percent(run.Numbers()["test_accuracy"] ?? double.NaN)} of the test images right."),
            Strips.Png(Tile.OfImage(first, (images.Channels, images.Height, images.Width))),
            [.. PlacesOf(name, spec, network.Capture($"{name}.**", images))]);
    }

    /// <summary>The places of a block, of what was captured in it.</summary>
    internal static IEnumerable<PlaceMaps> PlacesOf(string block, BlockSpec spec, Captures at)
    {
        var layers = spec.Layout.Layers;
        yield return PlaceMaps.Of("The input", at[$"{block}.{layers[0].Name}.in"]);
        foreach (var layer in layers)
        {
            var isCut = layer is ConvSpec { IsLinear: false } conv && conv.Activation == Activation.ReLU6;
            var what = $"{CellText.Capital(LayerWords.Kind(layer))} ({layer.Name}), {LayerWords.Ending(layer)}";
            yield return PlaceMaps.Of(what, at[$"{block}.{layer.Name}.out"], isCut ? at[$"{block}.{layer.Name}.norm"] : null);
        }

        var isAdded = spec.IdentityChannels > 0;
        if (isAdded || spec.ActivateSum)
        {
            yield return PlaceMaps.Of(
                $"The output{(isAdded ? ", shortcut added" : "")}{(spec.ActivateSum ? $", {spec.Activation}" : "")}",
                at[$"{block}.out"],
                isAdded && spec.ActivateSum && spec.Activation == Activation.ReLU6 ? at[$"{block}.sum"] : null);
        }
    }
}

/// <summary>The channels of one image at a place.</summary>
/// <param name="What">The place, in words.</param>
/// <param name="Channels">How many.</param>
/// <param name="Side">Side of a channel, pixels.</param>
/// <param name="About">Its numbers, in words.</param>
/// <param name="Blank">The channels that are zero everywhere in this image.</param>
/// <param name="Dead">How many are zero everywhere in all images that were counted.</param>
/// <param name="Strip">The channels side by side as PNG.</param>
internal sealed record PlaceMaps(string What, int Channels, int Side, string About, IReadOnlyList<int> Blank, int Dead, byte[] Strip)
{
    private const float Six = 6;

    /// <summary>The channels of the first image.</summary>
    /// <param name="what">The place, in words.</param>
    /// <param name="at">The activations of some images there.</param>
    /// <param name="before">Those before ReLU6; null where another or no activation was.</param>
    public static PlaceMaps Of(string what, Captured at, Captured? before = null)
    {
        var (count, channels, side) = ((int)at.Shape[0], (int)at.Shape[1], (int)at.Shape[2]);
        var pixels = side * side;
        var first = at.Values[..(channels * pixels)];
        int[] blank = [.. Enumerable.Range(0, channels).Where(channel => IsZero(0, channel))];
        var dead = Enumerable.Range(0, channels).Count(channel => Enumerable.Range(0, count).All(image => IsZero(image, channel)));
        var cut = before is null ? "" : FormattableString.Invariant(
            $" ReLU6 set {CellText.Percent(Share(before, value => value <= 0))} of the numbers of {count} images to 0 and {CellText.Percent(Share(before, value => value >= Six))} to 6.");
        var zero = before is null && blank.Length == 0 ? "" : FormattableString.Invariant(
            $" Zero everywhere: {blank.Length} of {channels} channels in this image, {dead} in all {count}.");
        var range = FormattableString.Invariant($"From {first.Min():0.00} to {first.Max():0.00}.").Replace('-', '−');
        return new PlaceMaps(what, channels, side, $"{range}{cut}{zero}", blank, dead, Strips.Png(first, channels, side));

        bool IsZero(int image, int channel) => !at.Values.AsSpan(((image * channels) + channel) * pixels, pixels).ContainsAnyExcept(0);
    }

    private static double Share(Captured at, Func<float, bool> counts) => (double)at.Values.Count(counts) / at.Values.Length;
}

/// <summary>Small pictures as PNG of few colours.</summary>
internal static class Strips
{
    private const int Steps = 15; // on either side of zero: few colours make a small file
    private const double Shown = 0.99; // of the numbers differ in colour; a few large ones would leave the others pale

    /// <summary>The colours of the least number, of zero and of the greatest.</summary>
    public const string Below = "#542788", Zero = "#f7f7f7", Above = "#b35806";

    private static readonly SKColor[] Scale = [SKColor.Parse(Below), SKColor.Parse(Zero), SKColor.Parse(Above)];

    /// <summary>A picture as it is.</summary>
    public static byte[] Png(Tile tile)
    {
        using var bitmap = tile.ToBitmap();
        using var pixels = bitmap.PeekPixels();
        return Charts.PalettePng.Write(pixels);
    }

    /// <summary>Channels [C, H, W] side by side: purple below zero, white at it, orange above.</summary>
    public static byte[] Png(float[] values, int channels, int side)
    {
        float[] sizes = [.. values.Select(Math.Abs).Order()];
        var most = sizes[(int)(Shown * (sizes.Length - 1))];
        var colours = new SKColor[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (channel, row, column) = (i / (side * side), i / side % side, i % side);
            colours[(row * channels * side) + (channel * side) + column] = At(most > 0 ? Math.Clamp(values[i] / most, -1, 1) : Math.Sign(values[i]));
        }

        return Png(new Tile(channels * side, side, colours));
    }

    private static SKColor At(float share)
    {
        var step = MathF.Round(Math.Abs(share) * Steps) / Steps;
        var (zero, end) = (Scale[1], share < 0 ? Scale[0] : Scale[2]);
        byte Mix(byte from, byte to) => (byte)Math.Round(from + (step * (to - from)));
        return new SKColor(Mix(zero.Red, end.Red), Mix(zero.Green, end.Green), Mix(zero.Blue, end.Blue));
    }
}
