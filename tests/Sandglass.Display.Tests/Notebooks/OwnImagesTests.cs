using Sandglass.Images;

namespace Sandglass.Display.Tests.Notebooks;

public sealed class OwnImagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_of_pictures_is_trained_on_and_asked_in_a_few_lines()
    {
        foreach (var (name, shade) in new[] { ("dark", 40), ("light", 200) })
        {
            var pictures = Directory.CreateDirectory(Path.Combine(_folder, "shades", name)).FullName;
            for (var i = 0; i < 20; i++)
            {
                byte[] pixels = [.. Enumerable.Range(0, 3 * 24 * 24).Select(at => (byte)(shade + ((at + (7 * i)) % 30)))];
                File.WriteAllBytes(Path.Combine(pictures, $"{i}.png"), ImageFile.Write(new PixelImage(24, 24, 3, pixels), ImageFormat.Png));
            }
        }

        var images = OwnImages.Folder(Path.Combine(_folder, "shades"), side: 16, colour: true);
        var net = Plan.SmallImage(BlockSpec.Sandglass(96, 96), images).AtMultiplyAdds(3e5);
        Assert.Equal((16, 3, 2), (net.Plan.Resolution, net.Plan.InputChannels, net.Plan.Classes));
        var run = net.Train("smoke", images: images, results: _folder);
        Assert.Equal(run.Hash, net.Train("smoke", images: images, results: _folder).Summary.Hash);

        using var data = (Sandglass.Data.DatasetSplits)images.Load();
        using var network = run.Network(data);
        Assert.Equal(["dark", "light"], network.Predict().ConfusionMatrix().ClassNames);
        Assert.Contains("no preset loads", Assert.Throws<WorkbenchException>(() => run.Images()).Message);
        var other = Plan.SmallImage(BlockSpec.InvertedResidual(16, 16), images).AtMultiplyAdds(3e5);
        var study = Study.Compare(("sandglass", net), ("inverted", other)).Run("smoke", seeds: 2, images, _folder);
        Assert.Equal((4, 1), (study.Rows.Count, study.Verdicts().Count));
    }
}
