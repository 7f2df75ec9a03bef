namespace Sandglass.Data;

/// <summary>Grey images with labels, as a pair of IDX files.</summary>
public static class IdxImages
{
    /// <summary>Reads images <c>[N, H, W]</c> and labels <c>[N]</c>.</summary>
    /// <param name="name">Name of the dataset.</param>
    /// <param name="imagesPath">IDX file of the images, gzipped or plain.</param>
    /// <param name="labelsPath">IDX file of the labels, gzipped or plain.</param>
    /// <param name="classNames">Names of the classes, at most 256.</param>
    /// <exception cref="DataFormatException">A file is unreadable, the counts differ, or a label names no class.</exception>
    public static ImageDataset Load(string name, string imagesPath, string labelsPath, IReadOnlyList<string> classNames) =>
        Join(name, IdxFile.Read(imagesPath, 3), IdxFile.Read(labelsPath, 1), labelsPath, classNames);

    internal static ImageDataset Join(
        string name, IdxArray images, IdxArray labels, string labelsPath, IReadOnlyList<string> classNames)
    {
        if (images.Dimensions[0] != labels.Dimensions[0])
        {
            throw DataFormatException.At(
                labelsPath, "number of labels", $"{images.Dimensions[0]}, one an image", $"{labels.Dimensions[0]}");
        }
        var wrong = Array.FindIndex(labels.Values, v => v >= classNames.Count);
        if (wrong >= 0)
        {
            throw DataFormatException.At(labelsPath, $"label {wrong}", $"0 to {classNames.Count - 1}", $"{labels.Values[wrong]}");
        }
        return ImageDataset.FromBytes(
            name, classNames, images.Values, (1, images.Dimensions[1], images.Dimensions[2]), labels.Values);
    }
}
