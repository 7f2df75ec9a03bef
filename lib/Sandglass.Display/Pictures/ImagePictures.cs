using Sandglass.Data;
using Sandglass.Display.Style;

namespace Sandglass.Display.Pictures;

/// <summary>Images, what a network answered to them, and what they became inside it, as sheets of small pictures.</summary>
internal static class ImagePictures
{
    private const int ImageSide = 56;
    private const int AnsweredSide = 72;
    private const int MapSide = 40;
    private const int MostAnswers = 27;
    private const int MostPlaces = 24;

    private static readonly string Right = FamilyPalette.For(BlockFamily.Sandglass).Colour;
    private static readonly string Wrong = FamilyPalette.For(BlockFamily.InvertedResidual).Colour;

    /// <summary>The first images of each class, a row a class; all in order where there is only a handful.</summary>
    public static TileSheet Of(ImageDataset images)
    {
        var across = TileSheet.Across(ImageSide);
        var title = FormattableString.Invariant($"{images.Name}: {images.Count:n0} images of {images.Channels}×{images.Height}×{images.Width}, {images.Classes} classes");
        var byClass = Enumerable.Range(0, images.Count).ToLookup(i => (int)images.LabelValues[i]);
        return images.Count <= across
            ? new TileSheet(title, [("", [.. Enumerable.Range(0, images.Count).Select(i => At(images, i) with { Caption = [(images.ClassNames[(int)images.LabelValues[i]], FamilyPalette.Muted)] })])], ImageSide)
            : new TileSheet(
                title,
                [.. byClass.OrderBy(group => group.Key).Select(group => (FormattableString.Invariant($"{images.ClassNames[group.Key]} ({group.Count():n0})"), (IReadOnlyList<Tile>)[.. group.Take(across).Select(i => At(images, i))]))],
                ImageSide);
    }

    /// <summary>The first answers, three lines a picture: the answer, how sure it was, and where it is wrong what is right.</summary>
    public static TileSheet Of(Predictions predictions)
    {
        var images = predictions.Images;
        var tiles = predictions.Answers.Take(MostAnswers).Select((answer, i) => At(images, i) with
        {
            Caption =
            [
                (images.ClassNames[answer.Answer], answer.IsRight ? Right : Wrong),
                (FormattableString.Invariant($"{100 * answer.Probability:0} % sure"), FamilyPalette.Muted),
                (answer.IsRight ? "right" : $"is {images.ClassNames[answer.Label]}", FamilyPalette.Ink),
            ],
        });
        return new TileSheet(Words(predictions), [.. tiles.Chunk(TileSheet.Across(AnsweredSide)).Select(row => ("", (IReadOnlyList<Tile>)row))], AnsweredSide);
    }

    private static string Words(Predictions predictions)
    {
        var (count, right) = (predictions.Answers.Count, predictions.Answers.Count(answer => answer.IsRight));
        var share = right == 0 ? "" : FormattableString.Invariant($", {100 * predictions.Accuracy:0.0} % right");
        return FormattableString.Invariant($"{predictions.Images.Name}: {count:n0}{share}{(count > MostAnswers ? $"; the first {MostAnswers}" : "")}");
    }

    /// <summary>Channels of the first image at each place, a row a place: the first ones, as many as fit.</summary>
    public static TileSheet Of(Captures captures)
    {
        var rows = captures.Places.Where(captured => captured.Shape.Count == 4).Take(MostPlaces).Select(captured =>
        {
            var (channels, height, width) = ((int)captured.Shape[1], (int)captured.Shape[2], (int)captured.Shape[3]);
            var own = captured.Values.AsSpan(0, channels * height * width).ToArray();
            var (low, high) = (own.Min(), own.Max());
            var shown = Math.Min(channels, TileSheet.Across(MapSide));
            return (
                FormattableString.Invariant($"{captured.Place}: {channels} channels of {height}×{width}{(shown < channels ? $", the first {shown}" : "")}; {low:0.00} to {high:0.00}"),
                (IReadOnlyList<Tile>)[.. Enumerable.Range(0, shown).Select(c => Tile.OfNumbers(own.AsSpan(c * height * width, height * width), width, low, high))]);
        });
        return new TileSheet(
            $"What one image becomes: {captures.Images.ClassNames[(int)captures.Images.LabelValues[0]]}",
            [("", [At(captures.Images, 0)]), .. rows],
            MapSide);
    }

    private static Tile At(ImageDataset images, int index)
    {
        var size = images.Channels * images.Height * images.Width;
        return Tile.OfImage(images.Pixels.Slice(index * size, size), (images.Channels, images.Height, images.Width));
    }
}
