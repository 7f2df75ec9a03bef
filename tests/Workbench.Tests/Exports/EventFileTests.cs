using System.Buffers.Binary;
using System.Text;
using Workbench.Exports;

namespace Workbench.Tests.Exports;

public sealed class EventFileTests
{
    // RFC 3720, appendix B.4, and the check value of the catalogue of CRCs.
    [Theory]
    [InlineData("313233343536373839", 0xe3069283)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8a9136aa)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", 0x62a8ab43)]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 0x46dd794e)]
    [InlineData("1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100", 0x113fdb5c)]
    [InlineData("", 0)]
    public void The_checksum_is_the_one_of_the_standard(string bytes, uint crc) =>
        Assert.Equal(crc, EventFile.Crc32C(Convert.FromHexString(bytes)));

    [Fact]
    public void A_record_is_its_length_and_its_bytes_each_with_a_masked_checksum()
    {
        using var file = new MemoryStream();
        EventFile.WriteRecord(file, Encoding.ASCII.GetBytes("123456789"));
        var bytes = file.ToArray();

        Assert.Equal(8 + 4 + 9 + 4, bytes.Length);
        Assert.Equal(9UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        Assert.Equal(Masked(EventFile.Crc32C(bytes.AsSpan(0, 8))), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)));
        Assert.Equal("123456789", Encoding.ASCII.GetString(bytes, 12, 9));
        Assert.Equal(Masked(0xe3069283), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(21)));
    }

    private static uint Masked(uint crc) => unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8);
}
