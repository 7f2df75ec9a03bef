using Sandglass.Detection.Boxes;
using Sandglass.Weights;

namespace Sandglass.Detection.Training;

/// <summary>
/// The detections of a set as a safetensors file: <c>counts</c> [images], and over all boxes in the pictures' order
/// <c>boxes</c> [D, 4] (left, top, right, bottom as shares), <c>classes</c> [D] and <c>scores</c> [D].
/// </summary>
internal static class DetectionFile
{
    internal const string Name = "detections.safetensors";

    internal static SafetensorsTensor[] Tensors(IReadOnlyList<ImageDetections> images)
    {
        ScoredBox[] all = [.. images.SelectMany(image => image.Boxes)];
        return
        [
            SafetensorsTensor.Of("counts", (ReadOnlySpan<long>)[.. images.Select(image => (long)image.Boxes.Count)], images.Count),
            SafetensorsTensor.Of("boxes", (ReadOnlySpan<float>)[.. all.SelectMany(Edges)], all.Length, 4),
            SafetensorsTensor.Of("classes", (ReadOnlySpan<long>)[.. all.Select(box => (long)box.Class)], all.Length),
            SafetensorsTensor.Of("scores", (ReadOnlySpan<float>)[.. all.Select(box => box.Score)], all.Length),
        ];
    }

    /// <exception cref="WorkbenchException">The file is missing or damaged.</exception>
    internal static IReadOnlyList<IReadOnlyList<ScoredBox>> Read(string path)
    {
        var file = SafetensorsFile.Read(path);
        var (counts, boxes) = (file["counts"].ToIntegers(), file["boxes"].ToSingles());
        var (classes, scores) = (file["classes"].ToIntegers(), file["scores"].ToSingles());
        if (counts.Any(count => count < 0 || count > scores.Length) || counts.Sum() != scores.Length
            || classes.Length != scores.Length || boxes.Length != 4 * scores.Length)
        {
            throw new WorkbenchException($"{path} is damaged: its lists are of different lengths; remove the run's folder and train again");
        }

        var images = new List<IReadOnlyList<ScoredBox>>(counts.Length);
        var next = 0;
        foreach (var count in counts)
        {
            images.Add([.. Enumerable.Range(next, (int)count).Select(i => new ScoredBox(
                new Box(boxes[4 * i], boxes[(4 * i) + 1], boxes[(4 * i) + 2], boxes[(4 * i) + 3]), (int)classes[i], scores[i]))]);
            next += (int)count;
        }

        return images;
    }

    private static float[] Edges(ScoredBox found) => [found.Box.Left, found.Box.Top, found.Box.Right, found.Box.Bottom];
}
