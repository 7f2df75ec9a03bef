using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Tests.Data;

/// <summary>Images given as numbers become splits in one call.</summary>
public class ArrayImagesTests
{
    private static readonly byte[] Pixels = [.. Enumerable.Range(0, 12 * 3 * 4 * 4).Select(i => (byte)(i * 37))];
    private static readonly int[] Labels = [.. Enumerable.Range(0, 12).Select(i => i % 2)];

    [Fact]
    public void Bytes_floats_and_tensors_are_the_same_data()
    {
        using var scope = NewDisposeScope();
        var floats = Array.ConvertAll(Pixels, pixel => pixel / 255f);
        var images = tensor(Pixels, [12, 3, 4, 4], dtype: uint8);
        using var bytes = DatasetSplits.Of("own", Pixels, (3, 4, 4), Labels);
        using var numbers = DatasetSplits.Of("own", floats, (3, 4, 4), Labels);
        using var ofBytes = DatasetSplits.Of("own", images, tensor(Labels));
        using var ofFloats = DatasetSplits.Of("own", images.to(float32).div(255).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2), tensor(Labels).to(int64));
        Assert.All([numbers, ofBytes, ofFloats], other => Assert.Equal(bytes.Identity, other.Identity));
        Assert.Equal((8, 2, 2), (bytes.Training.Count, bytes.Validation.Count, bytes.Test.Count));
        Assert.Equal(["0", "1"], bytes.Training.ClassNames);
        Assert.Equal("own/training", bytes.Training.Name);
        Assert.True(bytes.IsOwn);
    }

    [Fact]
    public void Every_image_is_in_one_part_with_its_label()
    {
        using var data = DatasetSplits.Of("own", Pixels, (3, 4, 4), Labels, ["even", "odd"], new StratifiedSplit(0.3, 0.2, 4));
        var size = 3 * 4 * 4;
        var found = new[] { data.Training, data.Validation, data.Test }
            .SelectMany(part => Enumerable.Range(0, part.Count).Select(i => (Image: Convert.ToHexString(part.Pixels.Slice(i * size, size)), Label: (int)part.LabelValues[i])));
        var given = Enumerable.Range(0, 12).Select(i => (Image: Convert.ToHexString(Pixels.AsSpan(i * size, size)), Label: Labels[i]));
        Assert.Equal(given.Order(), found.Order());
    }

    [Fact]
    public void More_classes_than_a_byte_counts_are_kept()
    {
        var labels = Enumerable.Range(0, 900).Select(i => i / 3).ToArray();
        using var data = DatasetSplits.Of("many", new byte[900], (1, 1, 1), labels);
        Assert.Equal(Enumerable.Range(0, 300).Select(label => (long)label), data.Test.LabelValues.ToArray());
    }

    [Fact]
    public void A_plan_is_made_for_them_in_one_call()
    {
        using var data = DatasetSplits.Of("own", new byte[9 * 3 * 24 * 24], (3, 24, 24), [0, 0, 0, 1, 1, 1, 2, 2, 2]);
        var plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, data, 0.5);
        Assert.Equal((3, 24, 3, 0.5), (plan.InputChannels, plan.Resolution, plan.Classes, plan.Width));
        using var wide = DatasetSplits.Of("own", new byte[3 * 2], (1, 1, 2), [0, 0, 0]);
        Assert.Contains("takes square ones", Assert.Throws<InvalidSpecException>(() => MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, wide)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_said_in_one_line()
    {
        using var scope = NewDisposeScope();
        Refused("do not match 576 pixels", () => DatasetSplits.Of("own", Pixels, (3, 4, 4), Labels.AsSpan(1)));
        Refused("do not match 0 pixels", () => DatasetSplits.Of("own", Array.Empty<byte>(), (1, 4, 4), []));
        Refused("do not match 576 pixels", () => DatasetSplits.Of("own", Pixels, (int.MaxValue, int.MaxValue, int.MaxValue), Labels));
        Refused("label 3 is -1", () => DatasetSplits.Of("own", Pixels, (3, 4, 4), [0, 1, 0, -1, 0, 1, 0, 1, 0, 1, 0, 1]));
        Refused("label 1 is 1, but there are 1 classes", () => DatasetSplits.Of("own", Pixels, (3, 4, 4), Labels, ["all"]));
        Refused("all different", () => DatasetSplits.Of("own", Pixels, (3, 4, 4), Labels, ["a", "a"]));
        Refused("one line", () => DatasetSplits.Of("own", Pixels, (3, 4, 4), Labels, ["a", "b\nc"]));
        Refused("label 2000000 is out of range", () => DatasetSplits.Of("own", new byte[3], (1, 1, 1), [0, 0, 2_000_000]));
        Refused("class '1' has 1 images", () => DatasetSplits.Of("own", new byte[4], (1, 1, 1), [0, 0, 0, 1]));
        Refused("pixel 1 is 1.5", () => DatasetSplits.Of("own", [0f, 1.5f, 0f], (1, 1, 1), [0, 0, 0]));
        Refused("pixel 2 is NaN", () => DatasetSplits.Of("own", [0f, 1f, float.NaN], (1, 1, 1), [0, 0, 0]));
        Refused("not [3, 4] of Float32", () => DatasetSplits.Of("own", zeros(3, 4), zeros(3, int64)));
        Refused("not [3, 1, 4, 4] of Float64", () => DatasetSplits.Of("own", zeros([3, 1, 4, 4], float64), zeros(3, int64)));
        Refused("not [3] of Float32", () => DatasetSplits.Of("own", zeros(3, 4, 4), zeros(3)));
    }

    private static void Refused(string reason, Func<DatasetSplits> make)
    {
        var message = Assert.ThrowsAny<WorkbenchException>(make).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
