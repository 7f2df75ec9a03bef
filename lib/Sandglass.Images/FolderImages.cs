using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass.Images;

/// <summary>
/// A folder of JPEG and PNG files, a subfolder a class: read as <see cref="ImageFile"/> says, made squares of one side as
/// <see cref="SquareScaling"/> says, and split. Hidden files are left out; whatever else is not a picture is an error, and so
/// is a link. Classes and files are in the ordinal order of their names.
/// </summary>
/// <param name="Folder">The folder. Its own name, without the path to it, is part of the data's identity.</param>
/// <param name="Side">Side of the squares in pixels, 1 to 1,024.</param>
/// <param name="Colour">Three channels instead of one.</param>
[Kind("folder")]
internal sealed record FolderImages(string Folder, int Side, bool Colour = false) : DataSource
{
    private const int LargestSide = 1024;
    private const string Remedy = "replace it by a whole JPEG or PNG file, or remove it from the folder";

    /// <summary>How the pictures are split.</summary>
    public StratifiedSplit Split { get; init; } = new();

    /// <inheritdoc/>
    internal override IRunData Load() => LoadSplits();

    /// <summary>Loads the pictures, all into memory. The caller disposes them.</summary>
    /// <exception cref="DataFormatException">The folder or a picture cannot be used; the message names it.</exception>
    /// <exception cref="WorkbenchException">A class has too few pictures.</exception>
    public DatasetSplits LoadSplits()
    {
        if (Side is < 1 or > LargestSide)
        {
            throw new WorkbenchException(FormattableString.Invariant($"the side of images must be 1 to {LargestSide} pixels, not {Side}"));
        }

        var folder = ImageFolder.List(Folder);
        RequireRoom(folder.Files.Count);
        var (training, validation, test) = Split.Draw(Folder, [.. folder.Files.Select(file => file.Label)], folder.Classes);
        var loaded = new List<ImageDataset>();
        try
        {
            foreach (var (part, places) in new[] { ("training", training), ("validation", validation), ("test", test) })
            {
                loaded.Add(Read(folder, part, places));
            }
        }
        catch
        {
            loaded.ForEach(part => part.Dispose());
            throw;
        }

        return new DatasetSplits(loaded[0], loaded[1], loaded[2]) { IsOwn = true };
    }

    private int Channels => Colour ? 3 : 1;

    private int Size => Channels * Side * Side;

    private ImageDataset Read(ImageFolder folder, string part, int[] places)
    {
        var pixels = new byte[places.Length * Size];
        for (var i = 0; i < places.Length; i++)
        {
            Interruption.Check();
            var image = ImageFile.Read(folder.Files[places[i]].Path, Channels, Remedy).ToSquare(Side);
            ToPlanes(image, pixels.AsSpan(i * Size, Size));
        }

        return ImageDataset.FromBytes($"{folder.Name}/{part}", folder.Classes, pixels, (Channels, Side, Side), [.. places.Select(place => folder.Files[place].Label)]);
    }

    // A picture has the channels of a pixel side by side, a dataset has a plane a channel.
    private static void ToPlanes(PixelImage image, Span<byte> planes)
    {
        var plane = image.Width * image.Height;
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            planes[(i % image.Channels * plane) + (i / image.Channels)] = image.Pixels[i];
        }
    }

    private void RequireRoom(int count)
    {
        if ((long)count * Size > Array.MaxLength)
        {
            throw new DataFormatException(FormattableString.Invariant(
                $"{Folder} has {count} pictures, which take {(long)count * Size} bytes at {Side}×{Side} pixels, more than the limit of {Array.MaxLength}; use a smaller size or fewer pictures."));
        }
    }
}
