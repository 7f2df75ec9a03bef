using Sandglass.Data;

namespace Sandglass.Detection.Data.Voc;

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
