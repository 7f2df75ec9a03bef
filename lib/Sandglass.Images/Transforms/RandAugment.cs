using Sandglass.Runtime;

namespace Sandglass.Images.Transforms;

/// <summary>
/// Random operations on a picture, all by one magnitude: Cubuk and others 2019 (arXiv 1909.13719), with the fifteen operations and the
/// ranges of timm's <c>rand</c>. Each is drawn with replacement and applied half the time; its magnitude is normal about the given
/// one, cut to [0, 10]. As in timm, posterize and solarize change less with a greater magnitude, and colour,
/// contrast, brightness and sharpness run from 0.1 to 1.9, so that a magnitude of 5 leaves the picture as it is.
/// </summary>
/// <param name="magnitude">0 to 10.</param>
/// <param name="deviation">Standard deviation of the magnitude.</param>
/// <param name="count">Operations a picture.</param>
/// <param name="fill">What comes in from outside when a picture is moved: a byte a channel.</param>
internal sealed class RandAugment(double magnitude, double deviation, int count, byte[] fill)
{
    private const double Greatest = 10;

    // In the order of timm's list.
    private static readonly Operation[] Operations =
    [
        new("auto-contrast", draw => LevelTables.AutoContrast(draw.Canvas)),
        new("equalize", draw => LevelTables.Equalize(draw.Canvas)),
        new("invert", draw => LevelTables.Invert(draw.Canvas)),
        new("rotate", draw => draw.Move(Affine.Turn(draw.Signed * 30, draw.Canvas.Side))),
        new("posterize", draw => LevelTables.Posterize(draw.Canvas, (int)(draw.Share * 4))),
        new("solarize", draw => LevelTables.Solarize(draw.Canvas, Math.Min(256, (int)(draw.Share * 256)))),
        new("solarize-add", draw => LevelTables.SolarizeAdd(draw.Canvas, Math.Min(128, (int)(draw.Share * 110)))),
        new("colour", draw => Enhancement.Saturation(draw.Canvas, draw.Factor)),
        new("contrast", draw => Enhancement.Contrast(draw.Canvas, draw.Factor)),
        new("brightness", draw => Enhancement.Brightness(draw.Canvas, draw.Factor)),
        new("sharpness", draw => Enhancement.Sharpness(draw.Canvas, draw.Factor)),
        new("shear-x", draw => draw.Move(Affine.Shear(draw.Signed * 0.3, 0))),
        new("shear-y", draw => draw.Move(Affine.Shear(0, draw.Signed * 0.3))),
        new("translate-x", draw => draw.Move(Affine.Shift(draw.Signed * 0.45 * draw.Canvas.Side, 0))),
        new("translate-y", draw => draw.Move(Affine.Shift(0, draw.Signed * 0.45 * draw.Canvas.Side))),
    ];

    /// <summary>Names of the operations.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. Operations.Select(operation => operation.Name)];

    /// <summary>Changes a picture. Six numbers an operation are drawn from the stream, whether it is applied or not.</summary>
    public void Apply(Canvas canvas, RandomStream random)
    {
        for (var i = 0; i < count; i++)
        {
            var (operation, isApplied) = (random.NextInt32(Operations.Length), random.NextInt32(2) == 1);
            var share = Math.Clamp(magnitude + (deviation * random.NextGaussian()), 0, Greatest) / Greatest;
            var (isNegative, isCubic) = (random.NextInt32(2) == 1, random.NextInt32(2) == 1);
            if (isApplied)
            {
                Apply(canvas, operation, share, isNegative, isCubic ? Resampling.Bicubic : Resampling.Bilinear);
            }
        }
    }

    /// <summary>One operation.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="operation">Its place in the list.</param>
    /// <param name="share">Share of the greatest magnitude, 0 to 1.</param>
    /// <param name="isNegative">Whether it goes the other way, if it has a direction.</param>
    /// <param name="resampling">How neighbours are joined, if pixels move.</param>
    internal void Apply(Canvas canvas, int operation, double share, bool isNegative, Resampling resampling) =>
        Operations[operation].Apply(new Draw(canvas, share, isNegative, resampling, fill));

    private sealed record Operation(string Name, Action<Draw> Apply);

    private sealed record Draw(Canvas Canvas, double Share, bool IsNegative, Resampling Resampling, byte[] Fill)
    {
        public double Signed => IsNegative ? -Share : Share;

        public double Factor => (Share * 1.8) + 0.1;

        public void Move(Affine affine) => affine.Apply(Canvas, Resampling, Fill);
    }
}
