using System.Diagnostics;
using Sandglass;
using Sandglass.Images;
using Sandglass.Runtime;

namespace Workbench.Planning;

/// <summary>Files of images in a folder and those below, but not behind links to folders.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Count">How many.</param>
/// <param name="Bytes">Their bytes together.</param>
internal sealed record ImageFiles(string Folder, int Count, long Bytes)
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png"];

    /// <summary>Looks through a folder.</summary>
    /// <exception cref="WorkbenchException">It is not there, or holds none.</exception>
    public static ImageFiles In(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new WorkbenchException($"{folder} does not exist; name the folder of the images");
        }

        var (count, bytes) = (0, 0L);
        foreach (var file in All(folder))
        {
            (count, bytes) = (count + 1, bytes + file.Length);
        }

        return count > 0 ? new ImageFiles(folder, count, bytes) : throw new WorkbenchException($"{folder} has no JPEG or PNG files; name the folder of the images");
    }

    /// <summary>Some of its files, evenly spread.</summary>
    internal IEnumerable<string> Sample(int most)
    {
        var step = Math.Max(1, Count / most);
        return All(Folder).Where((_, i) => i % step == 0).Take(most).Select(file => file.FullName);
    }

    private static IEnumerable<FileInfo> All(string folder) => FilesBelow.Of(folder, skipped: FileAttributes.Hidden | FileAttributes.System)
        .Where(file => Endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase));
}

/// <summary>How fast a core reads and decodes images.</summary>
/// <param name="ImagesPerSecond">Images a second.</param>
/// <param name="Source">How it is known, in words.</param>
internal sealed record DecodingSpeed(Interval ImagesPerSecond, string Source)
{
    private const int Parts = 5;
    private const int PerPart = 40;

    /// <summary>A speed that the user states.</summary>
    public static DecodingSpeed Stated(double imagesPerSecond) =>
        new(Interval.Exactly(imagesPerSecond), FormattableString.Invariant($"{imagesPerSecond} images a second and core, as stated"));

    /// <summary>Decodes some files on one core, in parts.</summary>
    /// <exception cref="WorkbenchException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static DecodingSpeed Measure(ImageFiles files, CancellationToken cancellation)
    {
        var rates = new List<double>();
        foreach (var part in files.Sample(Parts * PerPart).Chunk(PerPart))
        {
            var clock = Stopwatch.StartNew();
            foreach (var file in part)
            {
                Interruption.Check(cancellation);
                ImageFile.Read(file, channels: 3, "remove the file, or name another folder");
            }

            rates.Add(part.Length / clock.Elapsed.TotalSeconds);
        }

        var range = new Interval(rates.Min(), rates.Max());
        return new DecodingSpeed(range, $"{range.Words} images a second and core, measured now: the slowest and the fastest of {rates.Count} parts of at most {PerPart} files");
    }
}
