namespace Sandglass.Detection.Boxes;

/// <summary>
/// Boxes as offsets from priors and back (Girshick et al. 2014, with SSD's variances):
/// x = (cx − px) / (v₁ pw), w = ln(bw / pw) / v₂, and so in height.
/// </summary>
/// <param name="centerVariance">v₁, unit of a centre's shift.</param>
/// <param name="sizeVariance">v₂, unit of a side's growth.</param>
internal sealed class BoxCoding(double centerVariance, double sizeVariance)
{
    // exp(20) times a prior covers any image; the exponent of an untrained network would overflow.
    private const double LongestLogarithm = 20;

    /// <summary>The coding of a plan's priors.</summary>
    public static BoxCoding Of(PriorPlan plan) => new(plan.CenterVariance, plan.SizeVariance);

    /// <summary>What a box head should say of an object, whose box has a positive width and height.</summary>
    internal BoxOffset Encode(in Box box, in Box prior)
    {
        var (x, y, width, height) = CenterOf(box);
        var (px, py, pw, ph) = CenterOf(prior);
        return new BoxOffset(
            (x - px) / (centerVariance * pw),
            (y - py) / (centerVariance * ph),
            Math.Log(width / pw) / sizeVariance,
            Math.Log(height / ph) / sizeVariance);
    }

    /// <summary>The box that a box head means; the inverse of <see cref="Encode"/>. It may reach beyond the image.</summary>
    internal Box Decode(in BoxOffset offset, in Box prior)
    {
        var (px, py, pw, ph) = CenterOf(prior);
        var x = px + (offset.X * centerVariance * pw);
        var y = py + (offset.Y * centerVariance * ph);
        var halfWidth = pw * Growth(offset.Width) / 2;
        var halfHeight = ph * Growth(offset.Height) / 2;
        return new Box((float)(x - halfWidth), (float)(y - halfHeight), (float)(x + halfWidth), (float)(y + halfHeight));
    }

    /// <summary>The boxes of all priors.</summary>
    /// <param name="offsets">Four numbers a prior: x, y, width, height.</param>
    /// <param name="priors">The priors.</param>
    public Box[] Decode(ReadOnlySpan<float> offsets, ReadOnlySpan<Box> priors)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(offsets.Length, 4 * priors.Length);
        var boxes = new Box[priors.Length];
        for (var i = 0; i < boxes.Length; i++)
        {
            boxes[i] = Decode(new BoxOffset(offsets[4 * i], offsets[(4 * i) + 1], offsets[(4 * i) + 2], offsets[(4 * i) + 3]), priors[i]);
        }

        return boxes;
    }

    private double Growth(double offset) => Math.Exp(Math.Min(LongestLogarithm, offset * sizeVariance));

    private static (double X, double Y, double Width, double Height) CenterOf(in Box box) =>
        (((double)box.Left + box.Right) / 2, ((double)box.Top + box.Bottom) / 2, (double)box.Right - box.Left, (double)box.Bottom - box.Top);
}

/// <summary>
/// How an object's box differs from a prior, in units of the variances, as a detector's box head says it: the centre's
/// shift to the right and downwards in sides of the prior, and the logarithms of the sides over the prior's.
/// </summary>
internal readonly record struct BoxOffset(double X, double Y, double Width, double Height);
