using Sandglass.Data;
using Sandglass.Training;

namespace Sandglass.Images.Tests;

public sealed class FolderImagesTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    private FolderImages Source => new(_folder.Path, 16);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_are_subfolders_in_ordinal_order_and_every_part_has_each()
    {
        using var data = Source.LoadSplits();
        Assert.Equal(["Cat", "bird", "dog"], data.Training.ClassNames);
        Assert.Equal((12, 3, 3), (data.Training.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal((1, 16, 16), (data.Training.Channels, data.Training.Height, data.Training.Width));
        Assert.Equal([0, 1, 2], Labels(data.Test));
        Assert.Equal("pets/training", data.Identity.Name);
        Assert.True(data.IsOwn);
    }

    [Fact]
    public void Pixels_are_those_of_the_file_scaled_and_a_plane_a_channel()
    {
        using var data = (Source with { Colour = true }).LoadSplits();
        var expected = Directory.EnumerateFiles(_folder["dog"]).Select(path => ImageFile.Read(path, 3, "mend it").ToSquare(16).Pixels).ToArray();
        var last = data.Test.Images[2].bytes.ToArray();
        var plane = 16 * 16;
        var found = Enumerable.Range(0, 3 * plane).Select(i => last[(i % 3 * plane) + (i / 3)]).ToArray();
        Assert.Contains(expected, pixels => pixels.SequenceEqual(found));
    }

    [Fact]
    public void The_same_folder_is_the_same_data_wherever_it_lies_and_hidden_files_are_none()
    {
        using var moved = new PictureFolder();
        moved.Write([1, 2, 3], "dog", ".DS_Store");
        moved.Write([1, 2, 3], ".git", "x");
        moved.Write("who took them"u8.ToArray(), "README.txt");
        using var one = Source.LoadSplits();
        using var other = new FolderImages(moved.Path, 16).LoadSplits();
        Assert.Equal(one.Identity, other.Identity);
    }

    [Fact]
    public void A_pixel_a_name_and_the_seed_of_the_split_change_the_identity()
    {
        using var data = Source.LoadSplits();
        using var otherwise = (Source with { Split = new StratifiedSplit(Seed: 2) }).LoadSplits();
        Assert.NotEqual(data.Identity, otherwise.Identity);

        var path = _folder["dog", "0.png"];
        var image = ImageFile.Read(path, 3, "mend it");
        image.Pixels[3 * ((9 * image.Width) + 10)] ^= 64; // in the middle, as the borders are cut off
        File.WriteAllBytes(path, ImageFile.Write(image, ImageFormat.Png));
        using var changed = Source.LoadSplits();
        Assert.NotEqual(data.Identity, changed.Identity);

        image.Pixels[3 * ((9 * image.Width) + 10)] ^= 64;
        File.WriteAllBytes(path, ImageFile.Write(image, ImageFormat.Png));
        Directory.Move(_folder["bird"], _folder["birds"]);
        using var renamed = Source.LoadSplits();
        Assert.NotEqual(data.Identity.Training, renamed.Identity.Training);
    }

    [Fact]
    public void A_class_that_is_added_leaves_the_parts_of_the_others()
    {
        using var before = Source.LoadSplits();
        for (var i = 0; i < 4; i++)
        {
            _folder.Add("ant", $"{i}.png", 16, 16, (byte)(5 * i));
        }

        using var after = Source.LoadSplits();
        Assert.Equal(["Cat", "ant", "bird", "dog"], after.Training.ClassNames);
        Assert.Equal(before.Test.Images[2].bytes.ToArray(), after.Test.Images[3].bytes.ToArray());
    }

    [Fact]
    public void Another_process_is_told_it_as_json()
    {
        var source = Source with { Colour = true, Split = new StratifiedSplit(0.2, 0.3, 9) };
        var text = RunJson.Text<DataSource>(source);
        Assert.Contains("\"kind\": \"folder\"", text, StringComparison.Ordinal);
        Assert.Equal(source, RunJson.Parse<DataSource>(text));
    }

    private static long[] Labels(ImageDataset part) => part.Labels.data<long>().ToArray();
}
