namespace WholeFiles.Tests;

public sealed class BoundedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static bool IsUnix => !OperatingSystem.IsWindows();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public void A_file_of_the_limit_is_read_and_one_byte_more_is_not(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        File.WriteAllBytes(_folder["f"], bytes);
        Assert.Equal(bytes, BoundedFile.ReadBytes(_folder["f"], length));
        var wrong = Assert.Throws<FileTooLongException>(() => BoundedFile.ReadBytes(_folder["f"], length - 1));
        Assert.Contains(_folder["f"], wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_read_without_its_mark()
    {
        File.WriteAllBytes(_folder["t"], [0xEF, 0xBB, 0xBF, (byte)'a']);
        Assert.Equal("a", BoundedFile.ReadText(_folder["t"], 100));
    }

    [Fact]
    public void A_folder_and_nothing_are_errors()
    {
        Assert.Throws<IOException>(() => BoundedFile.ReadBytes(_folder["."], 10));
        Assert.Throws<FileNotFoundException>(() => BoundedFile.ReadBytes(_folder["none"], 10));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Windows has no endless files")]
    public void Endless_files_and_pipes_are_not_opened()
    {
        File.CreateSymbolicLink(_folder["zero"], "/dev/zero");
        var wrong = Assert.Throws<IOException>(() => BoundedFile.ReadBytes(_folder["zero"], 10));
        Assert.Contains("device or a pipe", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => BoundedFile.ReadBytes(Pipes.Make(_folder["pipe"]), 10)); // with nobody at its other end
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "there is no /proc")]
    public void A_file_that_tells_no_length_is_read_to_the_limit()
    {
        Assert.SkipUnless(File.Exists("/proc/self/status"), "there is no /proc");
        Assert.NotEmpty(BoundedFile.ReadBytes("/proc/self/status", 100_000));
        Assert.Throws<FileTooLongException>(() => BoundedFile.ReadBytes("/proc/self/status", 10));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "links need rights on Windows")]
    public void A_link_is_told_from_its_file()
    {
        Directory.CreateDirectory(_folder["d"]);
        Directory.CreateSymbolicLink(_folder["l"], "d");
        Assert.True(FileKinds.IsLink(_folder["l"]));
        Assert.True(FileKinds.IsLink(_folder["l/"]));
        Assert.False(FileKinds.IsLink(_folder["d"]));
        Assert.False(FileKinds.IsLink(_folder["none"]));
        Assert.Equal(FileKind.Folder, FileKinds.Of(_folder["l"]));
    }
}
