using Sandglass.Data;

namespace Sandglass.Tests.Data;

public sealed class ChecksumsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ChecksumsTests() => File.WriteAllText(_folder["abc"], "abc");

    public static bool IsUnix => !OperatingSystem.IsWindows();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_list_is_that_of_sha256sum()
    {
        Checksums.Write(_folder.Path, ["abc"]);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n", File.ReadAllText(_folder["SHA256SUMS"]));
        Assert.Equal(["abc"], Checksums.Verify(_folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc\n")]
    [InlineData("BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  ../abc\n")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ae  abc\n")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  ..\n")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\0\n")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  \u001b[2J\n")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  absent\n")]
    public void Anything_else_is_refused(string list)
    {
        File.WriteAllText(_folder["SHA256SUMS"], list);
        Assert.DoesNotContain(Assert.Throws<DataFormatException>(() => Checksums.Verify(_folder.Path)).Message, char.IsControl);
    }

    [Fact]
    public void A_list_of_more_than_a_mebibyte_is_refused()
    {
        File.WriteAllText(_folder["SHA256SUMS"], new string('0', 2 << 20));
        Assert.Contains("more than 1048576 bytes", Assert.Throws<DataFormatException>(() => Checksums.Verify(_folder.Path)).Message);
    }

    [Theory(SkipUnless = nameof(IsUnix), Skip = "Windows has no endless files")]
    [InlineData("SHA256SUMS")]
    [InlineData("abc")]
    public void What_never_ends_is_refused(string name)
    {
        Checksums.Write(_folder.Path, ["abc"]);
        File.Delete(_folder[name]);
        File.CreateSymbolicLink(_folder[name], "/dev/zero");
        Assert.Contains("is a device", Assert.Throws<DataFormatException>(() => Checksums.Verify(_folder.Path)).Message);
    }

    [Fact]
    public void A_folder_without_a_list_is_refused() =>
        Assert.Throws<DataFormatException>(() => Checksums.Verify(_folder.Path));
}
