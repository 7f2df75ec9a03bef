namespace Fuzzing;

/// <summary>Damages bytes as disks, cut transfers and people who mean harm do.</summary>
internal static class ByteMutations
{
    private const int MostEdits = 4;
    private const int LongestPart = 64;

    // What ends texts, begins markup, is no UTF-8 or is a length that no memory holds.
    private static readonly byte[][] Odd =
    [
        [0], [0xff], [0x7f], [0x80], [0xed, 0xa0, 0x80], [0xef, 0xbb, 0xbf], [0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0x80],
        "\""u8.ToArray(), "\\"u8.ToArray(), "<"u8.ToArray(), "\n"u8.ToArray(), "\r"u8.ToArray(), "\e["u8.ToArray(), "-1"u8.ToArray(), "999999999"u8.ToArray(),
    ];

    /// <summary>A copy with one to four damages.</summary>
    public static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good;
        for (var edits = random.Next(1, MostEdits + 1); edits > 0; edits--)
        {
            bytes = Edited(bytes, random);
        }

        return bytes;
    }

    private static byte[] Edited(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + random.Next(1, LongestPart));
        return random.Next(7) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], .. bytes[end..]],
            2 => [.. bytes[..end], .. bytes[at..]], // a part twice
            3 => [.. bytes[..at], .. Odd[random.Next(Odd.Length)], .. bytes[at..]],
            4 => [.. bytes[..at], .. Odd[random.Next(Odd.Length)], .. bytes[end..]],
            5 => [.. bytes[..at], (byte)random.Next(256), .. bytes[Math.Min(at + 1, bytes.Length)..]],
            _ => Flipped(bytes, random),
        };
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        var flipped = (byte[])bytes.Clone();
        if (flipped.Length > 0)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }
}
