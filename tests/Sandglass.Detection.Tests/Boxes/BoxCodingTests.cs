using CsCheck;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Tests.Boxes;

public class BoxCodingTests
{
    private const float HalfAUnitInTheLastPlace = 6e-8f; // of a float just below 1

    private static readonly BoxCoding Coding = BoxCoding.Of(PriorPlan.SsdLite320);

    [Fact]
    public void A_box_twice_as_wide_one_width_to_the_right_by_hand()
    {
        var offset = Coding.Encode(new Box(0.3f, 0.2f, 0.7f, 0.4f), new Box(0.2f, 0.2f, 0.4f, 0.4f));
        Assert.Equal(10, offset.X, 1e-5); // one prior's width over 0.1
        Assert.Equal(0, offset.Y, 1e-5);
        Assert.Equal(Math.Log(2) / 0.2, offset.Width, 1e-5);
        Assert.Equal(0, offset.Height, 1e-5);
    }

    [Fact]
    public void No_offset_is_the_prior_itself() => RandomBoxes.Any.Sample(prior =>
    {
        Assert.Equal(default, Coding.Encode(prior, prior));
        return Close(prior, Coding.Decode(default, prior));
    });

    [Fact]
    public void Decoding_inverts_encoding() => Gen.Select(RandomBoxes.Any, RandomBoxes.Any).Sample(
        (box, prior) => Close(box, Coding.Decode(Coding.Encode(box, prior), prior)));

    [Fact]
    public void Encoding_inverts_decoding() => Gen.Select(RandomBoxes.Inside, Gen.Double[-3, 3].Array[4]).Sample((prior, numbers) =>
    {
        var offset = new BoxOffset(numbers[0], numbers[1], numbers[2], numbers[3]);
        var again = Coding.Encode(Coding.Decode(offset, prior), prior);
        var smallest = Math.Min(prior.Width, prior.Height);
        var tolerance = 1e-5 / smallest; // the box in between is in single precision
        Assert.Equal(offset.X, again.X, tolerance);
        Assert.Equal(offset.Y, again.Y, tolerance);
        Assert.Equal(offset.Width, again.Width, tolerance);
        Assert.Equal(offset.Height, again.Height, tolerance);
    });

    [Fact]
    public void An_absurd_exponent_stays_a_finite_box()
    {
        var box = Coding.Decode(new BoxOffset(0, 0, 1e9, 1e9), new Box(0.4f, 0.4f, 0.6f, 0.6f));
        Assert.True(float.IsFinite(box.Left) && float.IsFinite(box.Bottom) && box.Width > 1);
    }

    private static bool Close(Box a, Box b) =>
        Near(a.Left, b.Left) && Near(a.Top, b.Top) && Near(a.Right, b.Right) && Near(a.Bottom, b.Bottom);

    private static bool Near(float a, float b) => Math.Abs(a - b) <= HalfAUnitInTheLastPlace;
}
