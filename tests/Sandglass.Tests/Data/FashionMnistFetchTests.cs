using Sandglass.Data;

namespace Sandglass.Tests.Data;

public sealed class FashionMnistFetchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileServer _server = new();
    private readonly byte[] _bytes;
    private readonly PublishedFile _file;

    public FashionMnistFetchTests()
    {
        var values = new byte[300_000];
        new Random(3).NextBytes(values);
        var array = new IdxArray([300_000], values);
        IdxFile.Write(_folder["source"], array);
        _bytes = File.ReadAllBytes(_folder["source"]);
        _file = new PublishedFile("labels.gz", 1, array.Sha256());
        _server.Files["labels.gz"] = _bytes;
    }

    public static bool IsUnix => !OperatingSystem.IsWindows();

    private string Target => Path.Combine(_folder["full"], "labels.gz");

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_comes_whole_and_is_not_fetched_twice()
    {
        await Fetch();
        AssertComplete();
        Assert.Equal(["labels.gz"], Checksums.Verify(_folder["full"]));
        await Fetch();
        Assert.Equal([""], _server.Ranges);
    }

    [Fact]
    public async Task A_cut_connection_is_gone_on_with()
    {
        _server.Cuts = 2;
        await Fetch();
        AssertComplete();
        Assert.Equal(3, _server.Ranges.Count);
        Assert.StartsWith("bytes=", _server.Ranges[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_too_many_cuts_the_next_call_goes_on()
    {
        _server.Cuts = 4;
        var error = await Assert.ThrowsAsync<WorkbenchException>(Fetch);
        Assert.Contains("run the command again", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
        var kept = new FileInfo(Target + ".part").Length;
        Assert.InRange(kept, 1, _bytes.Length - 1);
        _server.Cuts = 0;
        await Fetch();
        AssertComplete();
        Assert.Equal(FormattableString.Invariant($"bytes={kept}-"), _server.Ranges[^1]);
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_again()
    {
        (_server.Cuts, _server.KnowsRanges) = (1, false);
        await Fetch();
        AssertComplete();
    }

    [Theory]
    [InlineData(0)] // the whole file is there and was never checked
    [InlineData(9)] // more than the whole file
    public async Task A_partial_file_that_is_long_enough_is_checked_or_dropped(int extra)
    {
        Directory.CreateDirectory(_folder["full"]);
        File.WriteAllBytes(Target + ".part", [.. _bytes, .. new byte[extra]]);
        await Fetch();
        AssertComplete();
    }

    [Fact]
    public async Task A_wrong_file_leaves_nothing_behind()
    {
        _server.Files["labels.gz"] = [.. _bytes[..^9], (byte)(_bytes[^9] ^ 1), .. _bytes[^8..]];
        var error = await Assert.ThrowsAsync<WorkbenchException>(Fetch);
        Assert.Contains("is not the published file", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["full"]));
    }

    [Fact]
    public async Task A_missing_file_names_the_address()
    {
        _server.Files.Clear();
        var error = await Assert.ThrowsAsync<WorkbenchException>(Fetch);
        Assert.Contains($"{_server.Address}labels.gz answered 404", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task No_server_is_no_network()
    {
        _server.Dispose();
        Assert.Contains("check the network", (await Assert.ThrowsAsync<WorkbenchException>(Fetch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_followed_with_the_part_that_is_there()
    {
        WritePart(_bytes[..1000]);
        _server.Files["elsewhere.gz"] = _bytes;
        _server.Redirects["labels.gz"] = "/second.gz";
        _server.Redirects["second.gz"] = $"{_server.Address}elsewhere.gz";
        await Fetch();
        AssertComplete();
        Assert.Equal(["bytes=1000-", "bytes=1000-", "bytes=1000-"], _server.Ranges);
    }

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("ftp://127.0.0.1/labels.gz")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("http://")]
    [InlineData("")]
    public async Task A_redirect_to_anything_else_is_not_followed(string location)
    {
        _server.Redirects["labels.gz"] = location;
        var error = await Assert.ThrowsAsync<WorkbenchException>(Fetch);
        Assert.Matches("is not followed|redirects more than", error.Message);
        Assert.Empty(Directory.GetFiles(_folder["full"]));
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        _server.Redirects["labels.gz"] = "/labels.gz";
        Assert.Contains("more than 5 times", (await Assert.ThrowsAsync<WorkbenchException>(Fetch)).Message);
        Assert.Equal(6, _server.Ranges.Count);
    }

    [Fact]
    public async Task A_part_from_another_place_is_dropped()
    {
        WritePart(_bytes[..1000]);
        _server.Shift = 7;
        await Fetch();
        AssertComplete();
        Assert.Equal(["bytes=1000-", ""], _server.Ranges);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_longer_than_any_published_file_is_not_kept(bool isSilent)
    {
        _server.IsSilent = isSilent;
        _server.Files["labels.gz"] = new byte[PublishedFile.MaximumBytes + 1];
        Assert.Contains("is longer than", (await Assert.ThrowsAsync<WorkbenchException>(Fetch)).Message);
        Assert.DoesNotContain(Directory.GetFiles(_folder["full"]), file => new FileInfo(file).Length > 0);
    }

    [Theory(SkipUnless = nameof(IsUnix), Skip = "links need rights on Windows")]
    [InlineData("labels.gz")]
    [InlineData("labels.gz.part")]
    public async Task What_a_link_leads_to_is_left_alone(string name)
    {
        File.WriteAllText(_folder["mine"], "mine");
        Directory.CreateDirectory(_folder["full"]);
        File.CreateSymbolicLink(Path.Combine(_folder["full"], name), _folder["mine"]);
        Assert.Contains("is a link", (await Assert.ThrowsAsync<WorkbenchException>(Fetch)).Message);
        Assert.Equal("mine", File.ReadAllText(_folder["mine"]));
        Assert.Empty(_server.Ranges);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_a_file_is_named()
    {
        Directory.CreateDirectory(Target + ".part");
        Assert.Contains("labels.gz.part is a link, a folder", (await Assert.ThrowsAsync<WorkbenchException>(Fetch)).Message);
    }

    [Fact]
    public async Task A_package_that_is_damaged_leaves_nothing_behind()
    {
        Directory.CreateDirectory(_folder["package"]);
        File.WriteAllBytes(Path.Combine(_folder["package"], "labels.gz"), _bytes[..^1]);
        var error = await Assert.ThrowsAsync<WorkbenchException>(() => new FashionMnistFetch([_file], _folder["package"])
            .Run(_folder["full"], null, null, TestContext.Current.CancellationToken));
        Assert.Contains("reinstall the package", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["full"]));
    }

    [Fact]
    public async Task The_installed_package_comes_first()
    {
        Directory.CreateDirectory(_folder["package"]);
        File.WriteAllBytes(Path.Combine(_folder["package"], "labels.gz"), _bytes);
        await new FashionMnistFetch([_file], _folder["package"]).Run(_folder["full"], null, null, TestContext.Current.CancellationToken);
        AssertComplete();
        Assert.Empty(_server.Ranges);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder["full"], "a file where the folder should be");
        Assert.Contains("cannot be written", (await Assert.ThrowsAsync<WorkbenchException>(Fetch)).Message, StringComparison.Ordinal);
    }

    private void WritePart(byte[] bytes)
    {
        Directory.CreateDirectory(_folder["full"]);
        File.WriteAllBytes(Target + ".part", bytes);
    }

    private Task Fetch() =>
        new FashionMnistFetch([_file], _folder["none"]).Run(_folder["full"], _server.Address, null, TestContext.Current.CancellationToken);

    private void AssertComplete()
    {
        Assert.Equal(_bytes, File.ReadAllBytes(Target));
        Assert.False(File.Exists(Target + ".part"));
    }
}
