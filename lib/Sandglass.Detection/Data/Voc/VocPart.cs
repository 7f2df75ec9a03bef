namespace Sandglass.Detection.Data.Voc;

/// <summary>One list of images of one year's folder.</summary>
/// <param name="Folder">Folder inside the devkit, such as <c>VOC2007</c>.</param>
/// <param name="ImageSet">List in its <c>ImageSets/Main</c>, without <c>.txt</c>: <c>trainval</c>, <c>test</c>.</param>
internal sealed record VocPart(string Folder, string ImageSet)
{
    /// <summary>What detectors are usually trained on: trainval of 2007 and of 2012.</summary>
    public static IReadOnlyList<VocPart> Training { get; } = [new("VOC2007", "trainval"), new("VOC2012", "trainval")];

    /// <summary>What they are then tested on: test of 2007, the last year whose test annotations were published.</summary>
    public static IReadOnlyList<VocPart> Test { get; } = [new("VOC2007", "test")];

    /// <summary>Folder and list, such as <c>VOC2007/test</c>.</summary>
    public override string ToString() => $"{Folder}/{ImageSet}";

    /// <summary>Reads <c>VOC2007/test</c>.</summary>
    /// <exception cref="WorkbenchException">It is not a folder and list separated by a slash.</exception>
    public static VocPart Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var folder, var list] && VocNames.IsName(folder) && VocNames.IsName(list)
            ? new VocPart(folder, list)
            : throw new WorkbenchException($"'{text}' is not a list of a devkit; write a folder and a list, such as VOC2007/trainval.");
    }
}
