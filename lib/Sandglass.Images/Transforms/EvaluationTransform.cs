using Sandglass.Data;

namespace Sandglass.Images.Transforms;

/// <summary>
/// What happens to a picture that a network is evaluated on: the shorter side is resized, the centre cut out and normalised, as
/// torchvision's <c>Resize</c> and <c>CenterCrop</c> do. Only what is cut out is computed.
/// </summary>
internal sealed class EvaluationTransform
{
    private readonly int _side;
    private readonly int _shorter;
    private readonly Resampling _resampling;
    private readonly NormalizedBytes _numbers;

    /// <summary>A transform.</summary>
    /// <param name="side">Side of the squares that the network sees, in pixels.</param>
    /// <param name="cropShare">Share of the shorter side that the centre takes, in (0, 1]: the side becomes side / share; 0.875 for 256 and 224.</param>
    /// <param name="resampling">The filter.</param>
    /// <param name="normalization">How pixels become numbers; its channels are those of the pictures.</param>
    public EvaluationTransform(int side, double cropShare, Resampling resampling, Normalization normalization)
    {
        ArgumentNullException.ThrowIfNull(normalization);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cropShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cropShare, 1);
        (_side, _shorter, _resampling, _numbers) = (side, (int)Math.Round(side / cropShare), resampling, new NormalizedBytes(normalization));
    }

    /// <summary>Writes one picture for the network.</summary>
    /// <param name="image">The picture, with as many channels as the normalisation.</param>
    /// <param name="target">Side x side x channels numbers, the channels of a pixel side by side.</param>
    public void Write(PixelImage image, Span<float> target)
    {
        _numbers.Require(image, _side, target);
        var (width, height) = (Resized(image.Width, image.Height), Resized(image.Height, image.Width));
        var centre = new PixelBox(Middle(width), Middle(height), _side, _side);
        using var canvas = new Canvas(_side, image.Channels);
        Resampler.Resize(image, new PixelBox(0, 0, image.Width, image.Height), width, height, centre, _resampling, isMirrored: false, canvas.Pixels);
        _numbers.Write(canvas.Pixels, target);
    }

    // The longer side is cut to a whole number; the middle of an odd rest goes to the even one. Both as torchvision has it,
    // but for a thread of pixels whose length would be no number.
    private int Resized(int length, int other) => length <= other ? _shorter : (int)Math.Min(int.MaxValue, (long)_shorter * length / other);

    private int Middle(int length) => (int)Math.Round((length - _side) / 2.0);
}
