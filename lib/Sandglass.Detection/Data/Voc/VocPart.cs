using System.Buffers;
using Sandglass.Data;

namespace Sandglass.Detection.Data.Voc;

/// <summary>One list of images of one year's folder.</summary>
/// <param name="Folder">Folder inside the devkit, such as <c>VOC2007</c>.</param>
/// <param name="ImageSet">List in its <c>ImageSets/Main</c>, without <c>.txt</c>: <c>trainval</c>, <c>test</c>.</param>
public sealed record VocPart(string Folder, string ImageSet)
{
    /// <summary>What detectors are usually trained on: trainval of 2007 and of 2012.</summary>
    public static IReadOnlyList<VocPart> Training { get; } = [new("VOC2007", "trainval"), new("VOC2012", "trainval")];

    /// <summary>What they are then tested on: test of 2007, the last year whose test annotations were published.</summary>
    public static IReadOnlyList<VocPart> Test { get; } = [new("VOC2007", "test")];

    /// <summary>Folder and list, such as <c>VOC2007/test</c>.</summary>
    public override string ToString() => $"{Folder}/{ImageSet}";

    /// <summary>Reads <c>VOC2007/test</c>.</summary>
    /// <exception cref="WorkbenchException">It is no folder and list parted by a slash.</exception>
    public static VocPart Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var folder, var list] && VocNames.IsName(folder) && VocNames.IsName(list)
            ? new VocPart(folder, list)
            : throw new WorkbenchException($"'{text}' is no part of a devkit; write a folder and a list, such as VOC2007/trainval.");
    }
}

/// <summary>The lists of images in <c>ImageSets/Main</c>: a line an image, its id and in lists of one class a number.</summary>
internal static class VocImageSets
{
    private const long MostBytes = 1L << 24;

    /// <summary>The ids in the list's order, without the lines of an image that hold -1, that is, not of this class.</summary>
    /// <exception cref="DataFormatException">The list is missing, empty or malformed, or names an image twice.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        List<string> ids = [];
        HashSet<string> seen = [];
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }
            if (words.Length > 2 || !VocNames.IsName(words[0]) || (words.Length == 2 && words[1] is not ("1" or "0" or "-1")))
            {
                throw At(path, number, "an image's id, then nothing or 1, 0 or -1");
            }
            if (!seen.Add(words[0]))
            {
                throw At(path, number, $"each image once, and {words[0]} is there already");
            }
            if (words.Length == 1 || words[1] != "-1")
            {
                ids.Add(words[0]);
            }
        }
        return ids.Count > 0 ? ids : throw new DataFormatException($"{path} names no image; choose another list.");
    }

    private static string[] Lines(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MostBytes
                ? File.ReadAllLines(path)
                : throw new DataFormatException($"{path} is longer than {MostBytes} bytes, which no list of images is.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(
                $"{path} cannot be read: {error.Message} Name the folder that holds VOC2007 or VOC2012, and a list that is in its ImageSets/Main.", error);
        }
    }

    private static DataFormatException At(string path, int line, string expected) =>
        new(FormattableString.Invariant($"{path}: line {line}: expected {expected}; mend the list, or unpack the devkit again."));
}

/// <summary>Names that come out of files and become parts of paths.</summary>
internal static class VocNames
{
    private const int Longest = 100;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>Whether it is letters, digits, dots, hyphens and underscores, and leads to no other folder.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= Longest && text[0] != '.' && text.AsSpan().IndexOfAnyExcept(Allowed) < 0;
}
