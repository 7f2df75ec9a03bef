using System.Security.Cryptography;
using System.Text;
using Sandglass.Data;
using Sandglass.Images;
using WholeFiles;

namespace Sandglass.Detection.Data.Voc;

/// <summary>
/// Lists of images of a VOC devkit, as it lies on disk: <c>VOC2007/Annotations/*.xml</c>, <c>JPEGImages</c>,
/// <c>ImageSets/Main/*.txt</c> (Everingham and others 2010; the devkits of 2007 and 2012). Annotations are read when the
/// set is opened, pictures when they are asked for.
/// </summary>
/// <remarks>
/// A picture is called as its id, with <c>.jpg</c> or <c>.png</c>. Where there is none, the annotation's <c>filename</c> is
/// followed within <c>JPEGImages</c>: a name, never a path. Pictures are turned as viewers turn them, by their EXIF
/// orientation, and the annotation's size and boxes are those of the turned picture.
/// </remarks>
internal sealed class VocSet : IDetectionSet
{
    /// <summary>File beside <c>Annotations</c> that names the classes of a set which is not PASCAL's, one a line.</summary>
    public const string ClassesFile = "classes.txt";

    private const int MostClassBytes = 1 << 17;
    private const string OfPicture = "unpack the devkit again, or remove the image from its list";

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
                throw new DataFormatException($"{part} has different classes from {parts[0]}; open them as two sets.");
            }
        }
        var entries = parts.SelectMany(part => VocEntry.Of(root, part, classes)).ToArray();
        return new VocSet(string.Join('+', parts), classes, entries);
    }

    /// <inheritdoc/>
    public DetectionSample Read(int index)
    {
        var entry = _entries[index];
        return new DetectionSample(entry.Id, ImageFile.Read(entry.Picture, Channels, OfPicture, (entry.Annotation.Width, entry.Annotation.Height)), entry.Labels);
    }

    /// <summary>The annotation of a picture, in pixels and with all its flags.</summary>
    /// <param name="index">Its place, from 0.</param>
    internal VocAnnotation Annotation(int index) => _entries[index].Annotation;

    private static IReadOnlyList<string> ClassesOf(string root, VocPart part)
    {
        var path = Path.Combine(root, part.Folder, ClassesFile);
        if (!Path.Exists(path))
        {
            return PascalClasses;
        }
        var text = DataFormatException.Reading(path, "Correct it, or remove it to use PASCAL's classes.", () => BoundedFile.ReadText(path, MostClassBytes));
        string[] names = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        return names.Length is > 0 and <= 1000 && names.Distinct().Count() == names.Length && names.All(IsClass)
            ? names
            : throw new DataFormatException($"{path}: expected 1 to 1,000 names, one a line and none twice; correct it, or remove it to use PASCAL's classes.");
    }

    private static bool IsClass(string name) => name.Length <= 100 && VocNames.Shown(name, most: 100) == name;

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
