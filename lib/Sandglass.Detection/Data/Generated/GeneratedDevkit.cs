using System.Text;
using Sandglass.Data;
using Sandglass.Detection.Data.Voc;
using Sandglass.Images;
using Sandglass.Runtime;

namespace Sandglass.Detection.Data.Generated;

// Generated pictures as a VOC devkit, for other tools and for looking at the format.
public sealed partial class GeneratedSplits
{
    /// <summary>The year's folder, inside <c>VOCdevkit</c>.</summary>
    public const string DevkitFolder = "Generated";

    private const string Source = "Scenes generated from Fashion-MNIST";

    /// <summary>
    /// Writes <c>VOCdevkit/Generated</c> with <c>Annotations</c>, <c>JPEGImages</c>, <c>ImageSets/Main</c> (train, val,
    /// trainval and test, and each class's) and <c>classes.txt</c>. The folder appears whole or not at all.
    /// </summary>
    /// <param name="directory">Folder to make; it must not be there.</param>
    /// <param name="format">JPEG, as the devkit has it, loses a little; PNG keeps every pixel.</param>
    /// <param name="progress">Receives the number of pictures written.</param>
    /// <param name="cancellation">Stops between two pictures; nothing is left.</param>
    /// <exception cref="WorkbenchException">The folder is there, or cannot be written.</exception>
    internal void WriteDevkit(string directory, ImageFormat format, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        WholeFolder.WriteNew(directory, folder =>
        {
            new DevkitWriter(Path.Combine(folder, "VOCdevkit", DevkitFolder), format, progress).Write(this, cancellation);
            CopyLicence(folder);
        });
    }

    // The garments' licence asks to go along with them.
    private static void CopyLicence(string to)
    {
        var licence = Path.Combine(FashionMnist.Committed(), "README.md");
        if (File.Exists(licence))
        {
            File.Copy(licence, Path.Combine(to, "fashion-mnist.md"));
        }
    }

    private sealed class DevkitWriter(string folder, ImageFormat format, IProgress<int>? progress)
    {
        private int _written;

        public void Write(GeneratedSplits splits, CancellationToken cancellation)
        {
            foreach (var part in (string[])["Annotations", "JPEGImages", Path.Combine("ImageSets", "Main")])
            {
                Directory.CreateDirectory(Path.Combine(folder, part));
            }
            Save("classes.txt", VocWriter.List(splits._training.Classes));
            var training = Pictures(splits._training, cancellation);
            var validation = Pictures(splits._validation, cancellation);
            Lists("train", training, splits._training.Classes);
            Lists("val", validation, splits._training.Classes);
            Lists("trainval", [.. training, .. validation], splits._training.Classes);
            Lists("test", Pictures(splits._test, cancellation), splits._test.Classes);
        }

        private List<(string Id, VocAnnotation Annotation)> Pictures(GeneratedSet set, CancellationToken cancellation)
        {
            var pictures = new List<(string, VocAnnotation)>(set.Count);
            for (var i = 0; i < set.Count; i++)
            {
                Interruption.Check(cancellation);
                var (id, sample) = (set.Id(i), set.Read(i));
                var annotation = set.Annotation(i);
                var file = id + ImageFile.Extension(format);
                Save(Path.Combine("Annotations", id + ".xml"), VocWriter.Annotation(DevkitFolder, file, Source, annotation));
                File.WriteAllBytes(Path.Combine(folder, "JPEGImages", file), ImageFile.Write(sample.Image, format));
                pictures.Add((id, annotation));
                progress?.Report(++_written);
            }
            return pictures;
        }

        private void Lists(string name, IReadOnlyList<(string Id, VocAnnotation Annotation)> pictures, IReadOnlyList<string> classes)
        {
            Save(Path.Combine("ImageSets", "Main", $"{name}.txt"), VocWriter.List(pictures.Select(picture => picture.Id)));
            foreach (var one in classes)
            {
                Save(Path.Combine("ImageSets", "Main", $"{one}_{name}.txt"), VocWriter.ClassList(one, pictures));
            }
        }

        private void Save(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
    }
}
