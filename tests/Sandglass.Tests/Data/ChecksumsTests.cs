using Sandglass.Data;

namespace Sandglass.Tests.Data;

public sealed class ChecksumsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ChecksumsTests() => File.WriteAllText(_folder["abc"], "abc");

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
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  absent\n")]
    public void Anything_else_is_refused(string list)
    {
        File.WriteAllText(_folder["SHA256SUMS"], list);
        Assert.Throws<DataFormatException>(() => Checksums.Verify(_folder.Path));
    }

    [Fact]
    public void A_folder_without_a_list_is_refused() =>
        Assert.Throws<DataFormatException>(() => Checksums.Verify(_folder.Path));
}
