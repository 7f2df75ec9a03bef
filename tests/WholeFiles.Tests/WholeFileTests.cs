namespace WholeFiles.Tests;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static bool IsUnix => !OperatingSystem.IsWindows();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_makes_the_folder_and_leaves_nothing_else()
    {
        WholeFile.Write(_folder["a/b.txt"], "whole");
        Assert.Equal("whole", File.ReadAllText(_folder["a/b.txt"]));
        Assert.Equal(["b.txt"], Directory.EnumerateFileSystemEntries(_folder["a"]).Select(Path.GetFileName));
    }

    [Fact]
    public void What_fails_half_way_leaves_the_old_file()
    {
        WholeFile.Write(_folder["x"], "old");
        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(_folder["x"], file =>
        {
            file.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(_folder["x"]));
        Assert.Equal(["x"], Names());
    }

    [Fact]
    public void A_folder_is_not_replaced()
    {
        Directory.CreateDirectory(_folder["d"]);
        var wrong = Assert.Throws<IOException>(() => WholeFile.Write(_folder["d"], "x"));
        Assert.Contains("it is a folder", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(_folder["d"], wrong.Message, StringComparison.Ordinal);
        Assert.Equal(["d"], Names());
    }

    [Fact]
    public void A_new_file_replaces_none()
    {
        WholeFile.WriteNew(_folder["n"], file => file.WriteByte(1));
        var wrong = Assert.Throws<IOException>(() => WholeFile.WriteNew(_folder["n"], file => file.WriteByte(2)));
        Assert.Contains("already exists", wrong.Message, StringComparison.Ordinal);
        Assert.Equal([1], File.ReadAllBytes(_folder["n"]));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "links need rights on Windows")]
    public void A_link_stays_one_and_its_file_is_replaced()
    {
        File.WriteAllText(_folder["target"], "old");
        File.CreateSymbolicLink(_folder["link"], "target");
        File.CreateSymbolicLink(_folder["link2"], "link");
        WholeFile.Write(_folder["link2"], "new");
        Assert.Equal("new", File.ReadAllText(_folder["target"]));
        Assert.NotNull(new FileInfo(_folder["link"]).LinkTarget);
        Assert.NotNull(new FileInfo(_folder["link2"]).LinkTarget);
        Assert.Equal(["link", "link2", "target"], Names());
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "links need rights on Windows")]
    public void A_link_that_leads_nowhere_makes_the_file_that_it_names()
    {
        File.CreateSymbolicLink(_folder["link"], "later");
        WholeFile.Write(_folder["link"], "new");
        Assert.Equal("new", File.ReadAllText(_folder["later"]));
        Assert.NotNull(new FileInfo(_folder["link"]).LinkTarget);
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "links need rights on Windows")]
    public void A_circle_of_links_is_an_error()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");
        Assert.Throws<IOException>(() => WholeFile.Write(_folder["a"], "x"));
        Assert.Equal(["a", "b"], Names());
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Windows has no pipes among its files")]
    public async Task A_pipe_is_written_to_and_stays_one()
    {
        var pipe = Pipes.Make(_folder["pipe"]);
        var read = Task.Run(() => File.ReadAllText(pipe), TestContext.Current.CancellationToken);
        await Task.Run(() => WholeFile.Write(pipe, "through"), TestContext.Current.CancellationToken);
        Assert.Equal("through", await read);
        Assert.Equal(FileKind.Special, FileKinds.Of(pipe));
        Assert.Equal(["pipe"], Names());
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Windows calls its null device otherwise")]
    public void A_device_is_written_to_also_through_a_link()
    {
        File.CreateSymbolicLink(_folder["null"], "/dev/null");
        WholeFile.Write(_folder["null"], "nothing");
        Assert.Equal(["null"], Names());
        Assert.Equal(FileKind.Special, FileKinds.Of("/dev/null"));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "modes are Unix's")]
    public void A_file_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(_folder["private"], "old");
        File.SetUnixFileMode(_folder["private"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        WholeFile.Write(_folder["private"], "new");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["private"]));
    }

    private IEnumerable<string?> Names() => Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order();
}
