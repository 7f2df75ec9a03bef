using Sandglass.Data;

namespace Sandglass.Tests.Data;

public sealed class IdxImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_and_labels_keep_their_order()
    {
        using var data = Load(3, [1, 0, 1]);
        Assert.Equal([3, 1, 2, 2], data.Images.shape);
        Assert.Equal([1, 0, 1], data.LabelValues.ToArray());
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (byte)i), data.Pixels.ToArray());
    }

    [Fact]
    public void Another_number_of_labels_is_refused() =>
        Assert.Contains("number of labels", Assert.Throws<DataFormatException>(() => Load(3, [1, 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_label_without_a_class_is_named() =>
        Assert.Contains("label 2", Assert.Throws<DataFormatException>(() => Load(3, [1, 0, 2])).Message, StringComparison.Ordinal);

    private ImageDataset Load(int images, byte[] labels)
    {
        IdxFile.Write(_folder["images"], new IdxArray([images, 2, 2], [.. Enumerable.Range(0, 4 * images).Select(i => (byte)i)]));
        IdxFile.Write(_folder["labels"], new IdxArray([labels.Length], labels));
        return IdxImages.Load("pair", _folder["images"], _folder["labels"], ["no", "yes"]);
    }
}
