using Sandglass.Data;

namespace Sandglass.Tests.Data;

/// <summary>Images with palettes: what is read, and what is refused.</summary>
public sealed class PalettedImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IdxArray _indices = new([2, 1, 3], [0, 1, 1, 1, 0, 0]);
    private readonly IdxArray _palettes = new([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    private readonly IdxArray _labels = new([2], [1, 0]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_pixel_has_its_own_images_colour()
    {
        using var images = Load(_indices, _palettes, _labels);
        Assert.Equal([2, 3, 1, 3], images.Images.shape);
        Assert.Equal([1, 4, 4, 2, 5, 5, 3, 6, 6, 10, 7, 7, 11, 8, 8, 12, 9, 9], images.Pixels.ToArray());
        Assert.Equal([1L, 0L], images.LabelValues.ToArray());
    }

    [Fact]
    public void What_does_not_fit_together_is_named()
    {
        Refused(_indices with { Values = [0, 1, 1, 1, 0, 2] }, _palettes, _labels, "indices.gz: pixel 2 of image 1: expected 0 to 1, found 2");
        Refused(_indices, new([1, 2, 3], new byte[6]), _labels, "palettes.gz: sizes: expected [2, colours, 3], found [1, 2, 3]");
        Refused(_indices, new([2, 2, 4], new byte[16]), _labels, "palettes.gz: sizes");
        Refused(_indices, _palettes, new([3], new byte[3]), "labels.gz: number of labels: expected 2");
        Refused(_indices, _palettes, new([2], [0, 2]), "labels.gz: label 1: expected 0 to 1, found 2");
        Refused(new([11, 1, 1], new byte[11]), _palettes, _labels, "indices.gz: sizes: expected at most 10 values");
    }

    private void Refused(IdxArray indices, IdxArray palettes, IdxArray labels, string reason) =>
        Assert.Contains(reason, Assert.Throws<DataFormatException>(() => Load(indices, palettes, labels)).Message, StringComparison.Ordinal);

    private ImageDataset Load(IdxArray indices, IdxArray palettes, IdxArray labels)
    {
        IdxFile.Write(_folder["indices.gz"], indices);
        IdxFile.Write(_folder["palettes.gz"], palettes);
        IdxFile.Write(_folder["labels.gz"], labels);
        return PalettedImages.Load("few", _folder["indices.gz"], _folder["palettes.gz"], _folder["labels.gz"], ["a", "b"], 10);
    }
}
