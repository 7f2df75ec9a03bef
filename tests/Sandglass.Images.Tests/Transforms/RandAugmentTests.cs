using System.Security.Cryptography;
using Sandglass.Images.Transforms;
using Sandglass.Runtime;

namespace Sandglass.Images.Tests.Transforms;

public class RandAugmentTests
{
    private static readonly byte[] Fill = [124, 116, 104];

    // SHA-256 of the bytes of Pillow 9.4 by tests/parity/pillow_pixels.py, the beginning of each.
    [Theory]
    [InlineData("auto-contrast", 0.9, false, true, "d77fc79c74cf9c78")]
    [InlineData("equalize", 0.9, false, true, "ae5ef8412686c34a")]
    [InlineData("invert", 0.9, false, true, "486c676b754919c6")]
    [InlineData("rotate", 0.9, false, true, "bfa0ded04f1c305f")]
    [InlineData("rotate", 0.35, true, false, "88a9e3f97de6880e")]
    [InlineData("posterize", 0.9, false, true, "8a0d47645c31c20e")]
    [InlineData("posterize", 0.35, true, false, "b13134cf6a5bb21f")]
    [InlineData("solarize", 0.9, false, true, "13251e9fce8bea62")]
    [InlineData("solarize", 0.35, true, false, "1dc11b80842973b9")]
    [InlineData("solarize-add", 0.9, false, true, "9e1fc8a723c83751")]
    [InlineData("solarize-add", 0.35, true, false, "011571139b125431")]
    [InlineData("colour", 0.9, false, true, "83477cea5630ced7")]
    [InlineData("colour", 0.35, true, false, "5f48e116be855b7a")]
    [InlineData("contrast", 0.9, false, true, "c45be5d108609be7")]
    [InlineData("contrast", 0.35, true, false, "41cc81152f9bbb4a")]
    [InlineData("brightness", 0.9, false, true, "56cf950a44532f86")]
    [InlineData("brightness", 0.35, true, false, "93dc987be8c9818c")]
    [InlineData("sharpness", 0.9, false, true, "dc735b81e9559650")]
    [InlineData("sharpness", 0.35, true, false, "87faeff3c5bebfee")]
    [InlineData("shear-x", 0.9, false, true, "d654ea6d5ab60fde")]
    [InlineData("shear-x", 0.35, true, false, "517295207c6c86e4")]
    [InlineData("shear-y", 0.9, false, true, "2b3493d74ef45cad")]
    [InlineData("shear-y", 0.35, true, false, "23bf93c1e71e7923")]
    [InlineData("translate-x", 0.9, false, true, "86ce67c799439791")]
    [InlineData("translate-x", 0.35, true, false, "7495fdedf4dfbdac")]
    [InlineData("translate-y", 0.9, false, true, "2dd9f6f7a2b74b47")]
    [InlineData("translate-y", 0.35, true, false, "8f14b0b673d97f22")]
    public void An_operation_is_Pillows(string name, double share, bool isNegative, bool isCubic, string sha256)
    {
        using var canvas = Pictures.Canvas(12, 3);
        Apply(canvas, name, share, isNegative, isCubic);
        Assert.StartsWith(sha256, Convert.ToHexStringLower(SHA256.HashData(canvas.Pixels)), StringComparison.Ordinal);
    }

    // The same way, as numbers.
    [Theory]
    [InlineData("contrast", 0.9, false, 0, 0, 0, 6, 0, 13, 34, 54, 15, 44, 73, 102, 37, 75, 113, 151)]
    [InlineData("rotate", 0.9, true, 128, 10, 26, 128, 6, 23, 49, 67, 16, 31, 59, 90, 128, 41, 69, 128)]
    [InlineData("translate-y", 0.3, false, 7, 16, 26, 36, 20, 34, 49, 64, 33, 52, 72, 92, 128, 128, 128, 128)]
    public void So_it_is_of_grey(string name, double share, bool isCubic, params int[] expected)
    {
        using var canvas = Pictures.Canvas(4, 1);
        new RandAugment(9, 0.5, 2, [128]).Apply(canvas, Place(name), share, isNegative: false, isCubic ? Resampling.Bicubic : Resampling.Bilinear);
        Assert.Equal(expected, canvas.Pixels.ToArray().Select(level => (int)level));
    }

    [Fact]
    public void There_are_fifteen_and_half_of_those_drawn_are_applied()
    {
        Assert.Equal(15, RandAugment.Names.Distinct().Count());
        var random = new RandomStreams(1).Open("operations");
        var (always, drawn) = (new RandAugment(9, 0.5, 1, Fill), 3000);
        var changed = 0;
        for (var i = 0; i < drawn; i++)
        {
            using var canvas = Pictures.Canvas(12, 3);
            always.Apply(canvas, random);
            changed += canvas.Pixels.SequenceEqual(Pictures.Of(12, 12, 3).Pixels) ? 0 : 1;
        }

        Assert.InRange(changed, 1300, 1700);
    }

    [Fact]
    public void The_magnitude_varies_by_its_deviation_and_stays_in_its_range()
    {
        var levels = new HashSet<string>();
        foreach (var (deviation, least, most) in ((double, int, int)[])[(0, 2, 40), (0.5, 100, 1000)])
        {
            levels.Clear();
            var (random, operations) = (new RandomStreams(2).Open("operations"), new RandAugment(9, deviation, 1, Fill));
            for (var i = 0; i < 1000; i++)
            {
                using var canvas = Pictures.Canvas(12, 3);
                operations.Apply(canvas, random);
                levels.Add(Convert.ToHexString(canvas.Pixels));
            }

            Assert.InRange(levels.Count, least, most);
        }

        // Far beyond the range: solarize inverts nothing at its end, 256.
        using var picture = Pictures.Canvas(12, 3);
        Apply(picture, "solarize", 1, isNegative: false, isCubic: false);
        Assert.Equal(Pictures.Of(12, 12, 3).Pixels, picture.Pixels.ToArray());
    }

    private static void Apply(Canvas canvas, string name, double share, bool isNegative, bool isCubic) =>
        new RandAugment(9, 0.5, 2, Fill).Apply(canvas, Place(name), share, isNegative, isCubic ? Resampling.Bicubic : Resampling.Bilinear);

    private static int Place(string name) => RandAugment.Names.ToList().IndexOf(name);
}
