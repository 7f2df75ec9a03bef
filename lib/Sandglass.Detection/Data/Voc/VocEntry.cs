using System.Security.Cryptography;
using Sandglass.Data;
using Sandglass.Detection.Boxes;
using WholeFiles;

namespace Sandglass.Detection.Data.Voc;

/// <summary>One image of a list: what is said about it, and where its picture lies. Its id is folder and id, such as <c>VOC2007/000005</c>; labels are shares of the sides.</summary>
internal sealed record VocEntry(
    string Id, VocAnnotation Annotation, IReadOnlyList<LabelledBox> Labels, string AnnotationSha256, string Picture, long PictureBytes)
{
    private const int MostClassesShown = 20;

    // The devkit's pictures are .jpg; sets of other makers also come as .png.
    private static readonly string[] Extensions = [".jpg", ".png"];

    // What cameras and other systems call them; met only on disks that tell capitals from small letters.
    private static readonly string[] OtherExtensions = [".jpeg", ".JPG", ".JPEG", ".PNG"];

    /// <summary>The images of a list, in its order.</summary>
    /// <exception cref="DataFormatException">Something is missing or malformed.</exception>
    public static IEnumerable<VocEntry> Of(string root, VocPart part, IReadOnlyList<string> classes)
    {
        var folder = Path.Combine(root, part.Folder);
        var numbers = classes.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        return VocImageSets.Read(Path.Combine(folder, "ImageSets", "Main", part.ImageSet + ".txt"), id => File.Exists(AnnotationOf(folder, id)))
            .Select(id => Of(folder, part.Folder, id, numbers));
    }

    private static string AnnotationOf(string folder, string id) => Path.Combine(folder, "Annotations", id + ".xml");

    private static VocEntry Of(string folder, string year, string id, Dictionary<string, int> numbers)
    {
        var path = AnnotationOf(folder, id);
        var bytes = DataFormatException.Reading(
            path, "Unpack the devkit again, or remove the image from its list.", () => BoundedFile.ReadBytes(path, VocAnnotation.MostBytes));
        var annotation = VocAnnotation.Parse(bytes, path);
        var labels = annotation.Objects.Select(found => Label(found, annotation, path, numbers)).ToArray();
        var picture = PictureOf(Path.Combine(folder, "JPEGImages"), id, annotation);
        return new VocEntry($"{year}/{id}", annotation, labels, Convert.ToHexStringLower(SHA256.HashData(bytes)), picture.FullName, picture.Length);
    }

    // As in the devkit, the id names the picture; a file name in the annotation is followed where that finds none.
    private static FileInfo PictureOf(string folder, string id, VocAnnotation annotation)
    {
        string[] said = annotation.File is { } file && VocNames.IsFileName(file) ? [file] : [];
        string[] names = [.. Extensions.Select(ending => id + ending), .. said, .. OtherExtensions.Select(ending => id + ending)];
        return names.Select(name => new FileInfo(Path.Combine(folder, name))).FirstOrDefault(candidate => candidate.Exists)
            ?? throw new DataFormatException(
                $"{Path.Combine(folder, id)}.jpg is missing{Named(annotation.File)}; unpack the devkit again, or remove {id} from its list.");
    }

    private static string Named(string? file) => file is null ? "" : VocNames.IsFileName(file)
        ? $", and so is {file}, which its annotation names"
        : $", and '{VocNames.Shown(file)}', which its annotation names, is not a name of a file in that folder";

    private static LabelledBox Label(VocObject found, VocAnnotation annotation, string path, Dictionary<string, int> numbers)
    {
        var (width, height) = (annotation.Width, annotation.Height);
        return numbers.TryGetValue(found.Class, out var number)
            ? new LabelledBox(
                new Box(found.Box.Left / width, found.Box.Top / height, found.Box.Right / width, found.Box.Bottom / height), number, found.Difficult)
            : throw new DataFormatException(
                $"{path}: unknown class '{VocNames.Shown(found.Class)}'; known are {Known(numbers.Keys)}; name others in a {VocSet.ClassesFile} beside Annotations.");
    }

    private static string Known(Dictionary<string, int>.KeyCollection names) =>
        string.Join(", ", names.Take(MostClassesShown)) + (names.Count > MostClassesShown ? $" and {names.Count - MostClassesShown} more" : "");
}
