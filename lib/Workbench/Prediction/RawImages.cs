using System.Runtime.InteropServices;
using Sandglass;
using Sandglass.Weights;
using WholeFiles;

namespace Workbench.Prediction;

/// <summary>A raw file of single-precision images, read and answered a few at a time.</summary>
internal static class RawImages
{
    private const long PixelsAtOnce = 16 * 3 * 224 * 224; // activations of about half a gigabyte

    /// <summary>Class scores of all images, [N, classes].</summary>
    /// <exception cref="WorkbenchException">The file is missing, or its size is not the shape's.</exception>
    internal static float[][] Scores(string path, ImageShape shape, Predictor predictor, CancellationToken cancellation)
    {
        using var file = Open(path, shape);
        var scores = new List<float[]>();
        var atOnce = (int)Math.Clamp(PixelsAtOnce / shape.Pixels, 1, shape.Count);
        while (scores.Count < shape.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            var images = new float[Math.Min(atOnce, shape.Count - scores.Count) * shape.Pixels];
            Fill(MemoryMarshal.AsBytes(images.AsSpan()), file, path);
            var answers = predictor.Scores(images, shape.Height, shape.Width);
            scores.AddRange(answers.Chunk(answers.Length / (int)(images.Length / shape.Pixels)));
        }

        return [.. scores];
    }

    /// <exception cref="WorkbenchException">The file is missing, is none, or its size is not the shape's.</exception>
    internal static void RequireSize(string path, ImageShape shape) => Open(path, shape).Dispose();

    private static FileStream Open(string path, ImageShape shape)
    {
        var file = Opened(path);
        if (file.Length == shape.Bytes)
        {
            return file;
        }

        using (file)
        {
            var images = file.Length % (shape.Pixels * sizeof(float)) == 0 && file.Length > 0
                ? $"; it would hold {file.Length / (shape.Pixels * sizeof(float))} images of that size"
                : "";
            throw new WorkbenchException(
                $"{path} has {file.Length} bytes, but --shape {shape} of 32-bit floats takes {shape.Bytes}{images}; correct --shape or the file");
        }
    }

    private static FileStream Opened(string path)
    {
        try
        {
            return BoundedFile.Open(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path} cannot be read ({wrong.Message.TrimEnd('.')}); give a file of raw images with --input", wrong);
        }
    }

    // As many bytes as the shape takes, however the file grows meanwhile.
    private static void Fill(Span<byte> images, FileStream file, string path)
    {
        try
        {
            file.ReadExactly(images);
        }
        catch (IOException wrong)
        {
            throw new WorkbenchException($"{path} was changed while it was read ({wrong.Message.TrimEnd('.')}); wait until it is written", wrong);
        }
    }
}
