namespace WholeFiles.Tests;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static bool IsUnix => !OperatingSystem.IsWindows();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_makes_the_folder_and_leaves_nothing_else()
    {
        WholeFile.Write(_folder.At("a/b.txt"), "whole");
        Assert.Equal("whole", File.ReadAllText(_folder.At("a/b.txt")));
        Assert.Equal(["b.txt"], Directory.EnumerateFileSystemEntries(_folder.At("a")).Select(Path.GetFileName));
    }

    [Fact]
    public void What_fails_half_way_leaves_the_old_file()
    {
        WholeFile.Write(_folder.At("x"), "old");
        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(_folder.At("x"), file =>
        {
            file.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(_folder.At("x")));
        Assert.Equal(["x"], _folder.Names);
    }

    [Fact]
    public void A_folder_is_not_replaced()
    {
        Directory.CreateDirectory(_folder.At("d"));
        var wrong = Assert.Throws<IOException>(() => WholeFile.Write(_folder.At("d"), "x"));
        Assert.Contains("it is a folder", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.At("d"), wrong.Message, StringComparison.Ordinal);
        Assert.Equal(["d"], _folder.Names);
    }

    [Fact]
    public void A_new_file_replaces_none()
    {
        WholeFile.WriteNew(_folder.At("n"), file => file.WriteByte(1));
        var wrong = Assert.Throws<IOException>(() => WholeFile.WriteNew(_folder.At("n"), file => file.WriteByte(2)));
        Assert.Contains("there already", wrong.Message, StringComparison.Ordinal);
        Assert.Equal([1], File.ReadAllBytes(_folder.At("n")));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "links need rights on Windows")]
    public void A_link_stays_one_and_its_file_is_replaced()
    {
        File.WriteAllText(_folder.At("target"), "old");
        File.CreateSymbolicLink(_folder.At("link"), "target");
        File.CreateSymbolicLink(_folder.At("link2"), "link");
        WholeFile.Write(_folder.At("link2"), "new");
        Assert.Equal("new", File.ReadAllText(_folder.At("target")));
        Assert.NotNull(new FileInfo(_folder.At("link")).LinkTarget);
        Assert.NotNull(new FileInfo(_folder.At("link2")).LinkTarget);
        Assert.Equal(["link", "link2", "target"], _folder.Names);
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "links need rights on Windows")]
    public void A_link_that_leads_nowhere_makes_the_file_that_it_names()
    {
        File.CreateSymbolicLink(_folder.At("link"), "later");
        WholeFile.Write(_folder.At("link"), "new");
        Assert.Equal("new", File.ReadAllText(_folder.At("later")));
        Assert.NotNull(new FileInfo(_folder.At("link")).LinkTarget);
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "links need rights on Windows")]
    public void A_circle_of_links_is_an_error()
    {
        File.CreateSymbolicLink(_folder.At("a"), "b");
        File.CreateSymbolicLink(_folder.At("b"), "a");
        Assert.Throws<IOException>(() => WholeFile.Write(_folder.At("a"), "x"));
        Assert.Equal(["a", "b"], _folder.Names);
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Windows has no pipes among its files")]
    public async Task A_pipe_is_written_to_and_stays_one()
    {
        var pipe = _folder.Pipe("pipe");
        var read = Task.Run(() => File.ReadAllText(pipe), TestContext.Current.CancellationToken);
        await Task.Run(() => WholeFile.Write(pipe, "through"), TestContext.Current.CancellationToken);
        Assert.Equal("through", await read);
        Assert.Equal(FileKind.Special, FileKinds.Of(pipe));
        Assert.Equal(["pipe"], _folder.Names);
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Windows calls its null device otherwise")]
    public void A_device_is_written_to_also_through_a_link()
    {
        File.CreateSymbolicLink(_folder.At("null"), "/dev/null");
        WholeFile.Write(_folder.At("null"), "nothing");
        Assert.Equal(["null"], _folder.Names);
        Assert.Equal(FileKind.Special, FileKinds.Of("/dev/null"));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "modes are Unix's")]
    public void A_file_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(_folder.At("private"), "old");
        File.SetUnixFileMode(_folder.At("private"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        WholeFile.Write(_folder.At("private"), "new");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.At("private")));
    }
}
