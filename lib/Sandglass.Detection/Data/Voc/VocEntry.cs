using Sandglass.Data;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Data.Voc;

/// <summary>One image of a list: what is said about it, and where its picture lies.</summary>
/// <param name="Id">Folder and id, such as <c>VOC2007/000005</c>.</param>
/// <param name="Annotation">Its annotation.</param>
/// <param name="Labels">Its objects by class number, as shares of the sides.</param>
/// <param name="AnnotationSha256">Hash of the annotation's file.</param>
/// <param name="Picture">File of the picture.</param>
/// <param name="PictureBytes">Length of that file.</param>
internal sealed record VocEntry(
    string Id, VocAnnotation Annotation, IReadOnlyList<LabelledBox> Labels, string AnnotationSha256, string Picture, long PictureBytes)
{
    // The devkit's pictures are .jpg; sets of other makers also come as .png.
    private static readonly string[] Extensions = [".jpg", ".png"];

    /// <summary>The images of a list, in its order.</summary>
    /// <exception cref="DataFormatException">Something is missing or malformed.</exception>
    public static IEnumerable<VocEntry> Of(string root, VocPart part, IReadOnlyList<string> classes)
    {
        var folder = Path.Combine(root, part.Folder);
        var numbers = classes.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        return VocImageSets.Read(Path.Combine(folder, "ImageSets", "Main", part.ImageSet + ".txt"))
            .Select(id => Of(folder, part.Folder, id, numbers));
    }

    private static VocEntry Of(string folder, string year, string id, Dictionary<string, int> numbers)
    {
        var path = Path.Combine(folder, "Annotations", id + ".xml");
        var annotation = VocAnnotation.Read(path);
        var labels = annotation.Objects.Select(found => Label(found, annotation, path, numbers)).ToArray();
        var picture = Extensions.Select(extension => new FileInfo(Path.Combine(folder, "JPEGImages", id + extension)))
            .FirstOrDefault(file => file.Exists)
            ?? throw new DataFormatException($"{Path.Combine(folder, "JPEGImages", id)}.jpg is missing; unpack the devkit again, or take {id} off its list.");
        return new VocEntry($"{year}/{id}", annotation, labels, Checksums.Sha256(path), picture.FullName, picture.Length);
    }

    private static LabelledBox Label(VocObject found, VocAnnotation annotation, string path, Dictionary<string, int> numbers)
    {
        var (width, height) = (annotation.Width, annotation.Height);
        return numbers.TryGetValue(found.Class, out var number)
            ? new LabelledBox(
                new Box(found.Box.Left / width, found.Box.Top / height, found.Box.Right / width, found.Box.Bottom / height), number, found.Difficult)
            : throw new DataFormatException(
                $"{path}: unknown class '{found.Class}'; known are {string.Join(", ", numbers.Keys)}; name others in a {VocSet.ClassesFile} beside Annotations.");
    }
}
