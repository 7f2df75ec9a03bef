using System.Security.Cryptography;
using System.Text;
using Sandglass.Data;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Data.Voc;

/// <summary>
/// Lists of images of a VOC devkit, as it lies on disk: <c>VOC2007/Annotations/*.xml</c>, <c>JPEGImages</c>,
/// <c>ImageSets/Main/*.txt</c> (Everingham and others 2010; the devkits of 2007 and 2012). Annotations are read when the
/// set is opened, pictures when they are asked for.
/// </summary>
public sealed class VocSet : IDetectionSet
{
    /// <summary>File beside <c>Annotations</c> that names the classes of a set which is not PASCAL's, one a line.</summary>
    public const string ClassesFile = "classes.txt";

    private const int MostClassBytes = 1 << 17;

    private readonly IReadOnlyList<VocEntry> _entries;

    private VocSet(string name, IReadOnlyList<string> classes, IReadOnlyList<VocEntry> entries) =>
        (Name, Classes, _entries, Channels, Sha256) =
        (name, classes, entries, entries.All(entry => entry.Annotation.Channels == 1) ? 1 : 3, Identity(classes, entries));

    /// <summary>The twenty classes of PASCAL VOC, in the devkit's order.</summary>
    public static IReadOnlyList<string> PascalClasses { get; } =
    [
        "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow",
        "diningtable", "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train", "tvmonitor",
    ];

    /// <summary>The parts, such as <c>VOC2007/trainval+VOC2012/trainval</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// SHA-256 of the names of the classes and, image by image, of id, annotation file and length of the picture's file;
    /// the pictures themselves are not read for it.
    /// </summary>
    public string Sha256 { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>1 where every annotation says <c>depth</c> 1, else 3.</summary>
    public int Channels { get; }

    /// <summary>Opens lists of images as one set, one after the other.</summary>
    /// <param name="devkit">The folder that holds <c>VOC2007</c>, or one that holds <c>VOCdevkit</c>.</param>
    /// <param name="parts">The lists, such as <see cref="VocPart.Training"/>.</param>
    /// <exception cref="DataFormatException">
    /// A list, an annotation or a picture is missing or malformed, or an object is of an unknown class.
    /// </exception>
    public static VocSet Open(string devkit, IReadOnlyList<VocPart> parts)
    {
        ArgumentNullException.ThrowIfNull(devkit);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count);
        var inside = Path.Combine(devkit, "VOCdevkit");
        var root = Directory.Exists(inside) ? inside : devkit;
        var classes = ClassesOf(root, parts[0]);
        foreach (var part in parts)
        {
            if (!ClassesOf(root, part).SequenceEqual(classes))
            {
                throw new DataFormatException($"{part} has other classes than {parts[0]}; open them as two sets.");
            }
        }
        var entries = parts.SelectMany(part => VocEntry.Of(root, part, classes)).ToArray();
        return new VocSet(string.Join('+', parts), classes, entries);
    }

    /// <inheritdoc/>
    public DetectionSample Read(int index)
    {
        var entry = _entries[index];
        var image = ImageFile.Read(entry.Picture, Channels);
        var (width, height) = (entry.Annotation.Width, entry.Annotation.Height);
        return (image.Width, image.Height) == (width, height)
            ? new DetectionSample(entry.Id, image, entry.Labels)
            : throw new DataFormatException(
                $"{entry.Picture} has {image.Width} x {image.Height} pixels, its annotation says {width} x {height}; one of them is of another image.");
    }

    /// <summary>The annotation of a picture, in pixels and with all its flags.</summary>
    /// <param name="index">Its place, from 0.</param>
    internal VocAnnotation Annotation(int index) => _entries[index].Annotation;

    private static IReadOnlyList<string> ClassesOf(string root, VocPart part)
    {
        var path = Path.Combine(root, part.Folder, ClassesFile);
        if (!File.Exists(path))
        {
            return PascalClasses;
        }
        string[] names = new FileInfo(path).Length > MostClassBytes
            ? []
            : [.. File.ReadLines(path).Take(1001).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return names.Length is > 0 and <= 1000 && names.Distinct().Count() == names.Length && names.All(name => name.Length <= 100)
            ? names
            : throw new DataFormatException($"{path}: expected 1 to 1,000 names, one a line and none twice; mend it, or remove it for PASCAL's classes.");
    }

    private static string Identity(IReadOnlyList<string> classes, IReadOnlyList<VocEntry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', classes) + "\n\n"));
        foreach (var entry in entries)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{entry.Id} {entry.AnnotationSha256} {entry.PictureBytes}\n")));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>One image of a list: what is said about it, and where its picture lies. Its id is folder and id, such as <c>VOC2007/000005</c>; labels are shares of the sides.</summary>
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
