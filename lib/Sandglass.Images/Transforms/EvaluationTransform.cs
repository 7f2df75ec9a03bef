using System.Buffers;
using Sandglass.Data;

namespace Sandglass.Images.Transforms;

/// <summary>What happens to a picture that a network is evaluated on: the shorter side is resized, the centre cut out and normalised.</summary>
/// <param name="side">Side of the squares that the network sees, in pixels.</param>
/// <param name="cropShare">Share of the shorter side that the centre takes: the side is resized to side / share, 0.875 for 256 and 224.</param>
/// <param name="resampling">How it is resized.</param>
/// <param name="normalization">How pixels become numbers; its channels are those of the pictures.</param>
internal sealed class EvaluationTransform(int side, double cropShare, Resampling resampling, Normalization normalization)
{
    /// <summary>Writes one picture for the network.</summary>
    /// <param name="image">The picture, with as many channels as the normalisation.</param>
    /// <param name="target">Side x side x channels numbers, the channels of a pixel side by side.</param>
    public void Write(PixelImage image, Span<float> target)
    {
        var pixels = ArrayPool<byte>.Shared.Rent(target.Length);
        var square = (int)(Math.Min(image.Width, image.Height) * cropShare);
        Resampler.Resize(image, new((image.Width - square) / 2, (image.Height - square) / 2, square, square), side, side, resampling, false, pixels);
        var table = normalization.Table();
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = table[(256 * (i % image.Channels)) + pixels[i]];
        }

        ArrayPool<byte>.Shared.Return(pixels);
    }
}
