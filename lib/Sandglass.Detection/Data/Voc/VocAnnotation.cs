namespace Sandglass.Detection.Data.Voc;

/// <summary>One annotation file.</summary>
/// <param name="Width">Pixels of a row of the image.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 for grey, 3 for colour.</param>
/// <param name="Objects">Its objects in the file's order; none is allowed, and is a picture of background.</param>
public sealed record VocAnnotation(int Width, int Height, int Channels, IReadOnlyList<VocObject> Objects)
{
    /// <summary>
    /// Reads an annotation. The devkit's boxes name the first and the last pixel, counted from 1, so that
    /// <c>xmin</c> to <c>xmax</c> becomes the edges <c>xmin - 1</c> to <c>xmax</c>; fractions (there are some since 2011)
    /// are kept. A box that leaves the image is cut off at its border. Flags that are missing are 0. Parts of persons
    /// (heads, hands, feet) are passed over.
    /// </summary>
    /// <param name="path">The file. It is taken for untrusted: no DTD, no entities, at most one mebibyte.</param>
    /// <exception cref="Sandglass.Data.DataFormatException">
    /// The file is missing or no such XML, a number is none, or a box has no pixel inside the image.
    /// </exception>
    public static VocAnnotation Read(string path) => new VocReader(path).Read();
}
