using Sandglass;
using Sandglass.Data;
using Sandglass.Images;
using Sandglass.Images.Transforms;
using Sandglass.Training;

namespace Workbench.Prediction;

/// <summary>A picture as a run's network sees it: grey or in colour, and normalised, as the run's training images were.</summary>
/// <param name="Pixels">[1, C, H, W].</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Classes">Names of the run's classes.</param>
/// <param name="Note">What a reader of the answer must know; null where there is nothing.</param>
internal sealed record RunPicture(float[] Pixels, ImageShape Shape, IReadOnlyList<string> Classes, string? Note)
{
    private const int LargestSide = 512;
    private const string Remedy = "give a whole JPEG or PNG file with --input";

    /// <summary>Reads a picture for a run.</summary>
    /// <param name="path">JPEG or PNG.</param>
    /// <param name="run">A run of the task "classification".</param>
    /// <exception cref="WorkbenchException">The picture or the run's images cannot be read, or the picture is of another size and not square.</exception>
    public static RunPicture Read(string path, Run run) => RunInput.Written(run) is { } input
        ? ReadScaled(path, input)
        : ReadAsItIs(path, run, RunInput.OfRepository(run) ?? throw new WorkbenchException(
            $"the images of run {run.Hash} ({run.Spec.Data.Name}) are not those in the repository, so their normalisation is not known; give raw floats with --input and --shape"));

    // As a folder of images was made fit.
    private static RunPicture ReadScaled(string path, ClassifierInput input)
    {
        var picture = ImageFile.Read(path, input.Channels, Remedy);
        if (input.CropShare is { } share)
        {
            return ReadCropped(picture, input, share);
        }

        return Of(picture.ToSquare(input.Side), input, (picture.Width, picture.Height) == (input.Side, input.Side)
            ? null
            : $"the centre of the picture, {picture.Width}×{picture.Height} pixels, was scaled to the {input.Side}×{input.Side} that the run was trained on");
    }

    // As the pictures of files were evaluated.
    private static RunPicture ReadCropped(PixelImage picture, ClassifierInput input, double share)
    {
        var (side, plane) = (input.Side, input.Side * input.Side);
        var values = new float[plane * input.Channels];
        new EvaluationTransform(side, share, Resampling.Bicubic, input.Normalization).Write(picture, values);
        var planes = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            planes[(i % input.Channels * plane) + (i / input.Channels)] = values[i];
        }

        return new RunPicture(planes, new ImageShape(1, input.Channels, side, side), input.Classes, FormattableString.Invariant(
            $"the centre of the picture, {picture.Width}×{picture.Height} pixels, was scaled to {side}×{side} as the run evaluates its pictures"));
    }

    private static RunPicture ReadAsItIs(string path, Run run, ClassifierInput input)
    {
        var picture = ImageFile.Read(path, input.Channels, Remedy);
        var isSame = (picture.Width, picture.Height) == (input.Side, input.Side);
        if (!isSame && (picture.Width != picture.Height || picture.Width > LargestSide))
        {
            throw new WorkbenchException(
                $"{path} has {picture.Width}×{picture.Height} pixels, and run {run.Hash} was trained on {input.Side}×{input.Side}; cut and scale it to that size");
        }

        return Of(picture, input, isSame
            ? null
            : $"the picture has {picture.Width}×{picture.Height} pixels and was not scaled; the run was trained on {input.Side}×{input.Side}");
    }

    private static RunPicture Of(PixelImage picture, ClassifierInput input, string? note) => new(
        Normalized(picture, input.Normalization), new ImageShape(1, picture.Channels, picture.Height, picture.Width), input.Classes, note);

    private static float[] Normalized(PixelImage picture, Normalization by)
    {
        var (channels, plane) = (picture.Channels, picture.Width * picture.Height);
        var pixels = new float[channels * plane];
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            var channel = i % channels;
            pixels[(channel * plane) + (i / channels)] = (float)(((picture.Pixels[i] / 255.0) - by.Mean[channel]) / by.StandardDeviation[channel]);
        }

        return pixels;
    }
}
