using Sandglass.Data;

namespace Sandglass.Images.Tests;

/// <summary>Folders that cannot be used end in one line that names the entry.</summary>
public sealed class HostileFolderTests : IDisposable
{
    private readonly PictureFolder _folder = new(aClass: 3);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_no_whole_picture_is_named()
    {
        var whole = File.ReadAllBytes(_folder["dog", "1.JPG"]);
        (byte[] Bytes, string Reason)[] bad =
        [
            (whole[..^40], "cut short"),
            ([], "found something else"),
            ("<html>not found</html>"u8.ToArray(), "found something else"),
            (whole[..30], "found something else"),
            (Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=="), "found something else"),
            (OddPictures.Png(8, 8, 0, bits: 8, (60_000, 60_000)), "at most 25165824 pixels"),
        ];
        foreach (var (bytes, reason) in bad)
        {
            _folder.Write(bytes, "dog", "0.png");
            Refused($"{_folder["dog", "0.png"]}", reason, "remove it from the folder");
        }
    }

    [Fact]
    public void The_content_decides_not_the_ending()
    {
        File.Move(_folder["dog", "0.png"], _folder["dog", "0.jpeg"]);
        File.Move(_folder["dog", "1.JPG"], _folder["dog", "1.png"]);
        new FolderImages(_folder.Path, 16).LoadSplits().Dispose();
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_read()
    {
        using (var file = File.OpenWrite(_folder["dog", "0.png"]))
        {
            file.SetLength((1L << 26) + 1); // a hole, no bytes
        }

        Refused("0.png", "has more than 67108864 bytes");
    }

    [Fact]
    public void Links_are_refused_wherever_they_lead()
    {
        File.Delete(_folder["dog", "0.png"]);
        File.CreateSymbolicLink(_folder["dog", "0.png"], "/etc/passwd");
        Refused(_folder["dog", "0.png"], "is a link");

        File.Delete(_folder["dog", "0.png"]);
        File.CreateSymbolicLink(_folder["dog", "0.png"], _folder["dog", "2.png"]);
        Refused(_folder["dog", "0.png"], "is a link");

        File.Delete(_folder["dog", "0.png"]);
        _folder.Add("dog", "0.png", 16, 16, 5);
        Directory.CreateSymbolicLink(_folder["wolf"], "/etc");
        Refused(_folder["wolf"], "is a link");
    }

    [Fact]
    public void Classes_need_three_pictures_and_nothing_else()
    {
        Directory.CreateDirectory(_folder["wolf"]);
        Refused(_folder["wolf"], "class without pictures");
        _folder.Add("wolf", "1.png", 16, 16, 5);
        _folder.Add("wolf", "2.png", 16, 16, 9);
        Refused("'wolf'", "has 2 images", "leave the class out");
        _folder.Add("wolf", "3.png", 16, 16, 13);
        new FolderImages(_folder.Path, 16).LoadSplits().Dispose();
        Directory.CreateDirectory(_folder["wolf", "grey"]);
        Refused(_folder["wolf", "grey"], "a folder within a class");
    }

    [Fact]
    public void Pictures_outside_a_class_and_folders_without_classes_are_refused()
    {
        File.Copy(_folder["dog", "0.png"], _folder["stray.png"]);
        Refused(_folder["stray.png"], "is in no class");
        foreach (var (folder, reason) in new[] { (_folder["dog"], "is in no class"), (_folder["none"], "is not a folder"), (_folder["stray.png"], "is not a folder") })
        {
            Assert.Contains(reason, Assert.Throws<DataFormatException>(() => new FolderImages(folder, 16).LoadSplits()).Message, StringComparison.Ordinal);
        }

        using var empty = new TemporaryFolder();
        Assert.Contains("has no subfolders", Assert.Throws<DataFormatException>(() => new FolderImages(empty.Path, 16).LoadSplits()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void Sides_have_a_range(int side) =>
        Assert.Contains("1 to 1024 pixels", Assert.Throws<WorkbenchException>(() => new FolderImages(_folder.Path, side).LoadSplits()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(0.5, 0.5)]
    [InlineData(double.NaN, 0.1)]
    public void Shares_leave_some_for_training(double validation, double test) => Assert.Contains(
        "leave some for training",
        Assert.Throws<WorkbenchException>(() => new FolderImages(_folder.Path, 16) { Split = new StratifiedSplit(validation, test) }.LoadSplits()).Message,
        StringComparison.Ordinal);

    private void Refused(params string[] parts)
    {
        var message = Assert.ThrowsAny<WorkbenchException>(() => new FolderImages(_folder.Path, 16).LoadSplits()).Message;
        Assert.DoesNotContain('\n', message);
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
