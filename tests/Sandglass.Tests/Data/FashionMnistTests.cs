using Sandglass.Data;

namespace Sandglass.Tests.Data;

public class FashionMnistTests
{
    private static string Committed => Path.Combine(DataDirectory.Find(), "fashion-mnist");

    [Fact]
    public void The_subset_is_stratified_and_split()
    {
        using var splits = FashionMnist.Load();
        Assert.Equal([10_000, 1, 28, 28], splits.Training.Images.shape);
        AssertPerClass(splits.Training, 1000);
        AssertPerClass(splits.Validation, 200);
        AssertPerClass(splits.Test, 1000);
        Assert.Equal(10, splits.Test.Classes);
    }

    [Fact]
    public void Training_validation_and_test_share_no_place()
    {
        var drawn = FashionMnist.DrawSubset([.. Enumerable.Range(0, 60_000).Select(i => (byte)(i % 10))]);
        Assert.Equal(12_000, drawn.Distinct().Count());
        Assert.Equal(drawn[..10_000].Order(), drawn[..10_000]);
    }

    [Fact]
    public void Validation_pictures_are_not_training_pictures()
    {
        using var splits = FashionMnist.Load();
        var training = Pictures(splits.Training);
        Assert.Empty(Pictures(splits.Validation).Intersect(training));
    }

    [Fact]
    public void The_test_set_is_the_published_one() =>
        Assert.Equal(FashionMnistFiles.TestImages.Sha256, IdxFile.Read(Path.Combine(Committed, FashionMnistFiles.TestImagesName), 3).Sha256());

    [Fact]
    public void The_committed_files_are_small_and_whole()
    {
        Assert.Equal(FashionMnistFiles.Names, Checksums.Verify(Committed));
        Assert.InRange(new DirectoryInfo(Committed).EnumerateFiles().Sum(f => f.Length), 1, 12_000_000);
    }

    [Fact]
    public void The_readme_names_every_checksum()
    {
        var readme = File.ReadAllText(Path.Combine(Committed, "README.md"));
        Assert.All(FashionMnistFiles.Names, n => Assert.Contains(Checksums.Sha256(Path.Combine(Committed, n)), readme, StringComparison.Ordinal));
        Assert.All(FashionMnistFiles.All, f => Assert.Contains(f.Sha256, readme, StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_file_is_not_loaded()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new DirectoryInfo(Committed).EnumerateFiles())
        {
            file.CopyTo(folder[file.Name]);
        }
        using (var stream = File.OpenWrite(folder[FashionMnistFiles.TestLabelsName]))
        {
            stream.Position = 2000;
            stream.WriteByte(0);
        }
        var error = Assert.Throws<DataFormatException>(() => FashionMnist.Load(folder.Path));
        Assert.Contains(FashionMnistFiles.TestLabelsName, error.Message, StringComparison.Ordinal);
        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_is_the_contents_own()
    {
        using var a = SmallImages.Make();
        using var b = SmallImages.Make();
        using var c = a.Select("less", Enumerable.Range(0, 49).ToArray());
        Assert.Equal(a.Sha256, b.Sha256);
        Assert.NotEqual(a.Sha256, c.Sha256);
    }

    private static void AssertPerClass(ImageDataset data, int expected)
    {
        var counts = new int[data.Classes];
        foreach (var label in data.LabelValues)
        {
            counts[label]++;
        }
        Assert.All(counts, c => Assert.Equal(expected, c));
    }

    private static HashSet<string> Pictures(ImageDataset data)
    {
        var set = new HashSet<string>();
        for (var i = 0; i < data.Count; i++)
        {
            set.Add(Convert.ToHexString(data.Pixels.Slice(i * 784, 784)));
        }
        return set;
    }
}
