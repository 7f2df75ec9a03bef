using Sandglass.Data;
using WholeFiles;

namespace Sandglass.Detection.Data.Voc;

/// <summary>
/// The lists of images in <c>ImageSets/Main</c>: a line an image, its id, and in lists of one class a number behind it.
/// An id may hold spaces; a last word of -1, 0 or 1 belongs to it only where an annotation is called so.
/// </summary>
internal static class VocImageSets
{
    private const long MostBytes = 1L << 23;

    /// <summary>The ids in the list's order, without the lines of an image that hold -1, that is, not of this class.</summary>
    /// <param name="path">The list.</param>
    /// <param name="isAnnotated">Whether there is an annotation of an id.</param>
    /// <exception cref="DataFormatException">The list is missing, too long, empty or malformed, or names an image twice.</exception>
    public static IReadOnlyList<string> Read(string path, Func<string, bool> isAnnotated)
    {
        List<string> ids = [];
        HashSet<string> seen = [];
        using var lines = new StringReader(Text(path));
        for (var number = 1; lines.ReadLine() is { } whole; number++)
        {
            var line = whole.Trim();
            if (line.Length == 0)
            {
                continue;
            }
            var (id, flag) = Parted(line, isAnnotated);
            if (!VocNames.IsFileName(id))
            {
                throw At(path, number, "an image's id, which is not a path, then nothing or 1, 0 or -1");
            }
            if (!seen.Add(id))
            {
                throw At(path, number, $"each image once, and {VocNames.Shown(id)} is listed already");
            }
            if (flag != "-1")
            {
                ids.Add(id);
            }
        }
        return ids.Count > 0 ? ids : throw new DataFormatException($"{path} names no image; choose another list.");
    }

    private static (string Id, string Flag) Parted(string line, Func<string, bool> isAnnotated)
    {
        var space = line.LastIndexOfAny([' ', '\t']);
        return space > 0 && line[(space + 1)..] is "1" or "0" or "-1" && !(VocNames.IsFileName(line) && isAnnotated(line))
            ? (line[..space].TrimEnd(), line[(space + 1)..])
            : (line, "");
    }

    private static string Text(string path) => DataFormatException.Reading(
        path,
        "Name the folder that holds VOC2007 or VOC2012, and a list that is in its ImageSets/Main.",
        () => BoundedFile.ReadText(path, MostBytes));

    private static DataFormatException At(string path, int line, string expected) =>
        new(FormattableString.Invariant($"{path}: line {line}: expected {expected}; correct the list, or unpack the devkit again."));
}
