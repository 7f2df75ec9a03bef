using Sandglass.Data;
using static TorchSharp.torch;

namespace Sandglass.Tests.Data;

public class ImageDatasetTests
{
    [Fact]
    public void The_first_of_every_class_are_taken_in_order()
    {
        using var data = SmallImages.Make(count: 50, classes: 5);
        using var few = data.TakePerClass(2);
        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], few.LabelValues.ToArray());
        Assert.Equal(data.Pixels[..few.Pixels.Length].ToArray(), few.Pixels.ToArray());
    }

    [Fact]
    public void More_than_a_class_has_is_refused()
    {
        using var data = SmallImages.Make(count: 50, classes: 5);
        Assert.Contains("has 10 images, not 11", Assert.Throws<WorkbenchException>(() => data.TakePerClass(11)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dispose_scope_around_it_leaves_it_alive()
    {
        ImageDataset data;
        using (NewDisposeScope())
        {
            data = SmallImages.Make();
            Assert.Same(data.Images, data.Images);
            Assert.Same(data.Labels, data.Labels);
        }
        Assert.False(data.Images.IsInvalid);
        Assert.Equal(data.Pixels.ToArray(), data.Images.data<byte>().ToArray());
        Assert.Equal(data.LabelValues.ToArray(), data.Labels.data<long>().ToArray());
        var (images, labels) = (data.Images, data.Labels);
        data.Dispose();
        Assert.True(images.IsInvalid && labels.IsInvalid);
    }

    [Fact]
    public void Normalisation_is_mean_and_deviation_of_each_channel()
    {
        using var data = SmallImages.Make();
        var normalization = Normalization.Of(data);
        using var scope = NewDisposeScope();
        var unit = data.Images.to(float64) / 255;
        var mean = unit.mean([0, 2, 3]).data<double>().ToArray();
        var deviation = unit.std([0, 2, 3], unbiased: false).data<double>().ToArray();
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(mean[c], normalization.Mean[c], 12);
            Assert.Equal(deviation[c], normalization.StandardDeviation[c], 12);
        }
    }

    [Fact]
    public void The_data_folder_is_found_upwards_or_by_name()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var deep = Directory.CreateDirectory(Path.Combine(folder.Path, "a", "b")).FullName;
        Assert.Contains("SANDGLASS_DATA", Assert.Throws<WorkbenchException>(() => DataDirectory.Find(null, deep)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(data, "fashion-mnist"));
        File.WriteAllText(Path.Combine(data, "fashion-mnist", "SHA256SUMS"), "");
        Assert.Equal(data, DataDirectory.Find(null, deep));
        Assert.Equal(data, DataDirectory.Find(data, Path.GetTempPath()));
        Assert.Throws<WorkbenchException>(() => DataDirectory.Find(deep, deep));
    }
}
