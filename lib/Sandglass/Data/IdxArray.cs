using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sandglass.Data;

/// <summary>An array of unsigned bytes with its sizes, as an IDX file holds it: the last dimension varies fastest.</summary>
/// <param name="Dimensions">Sizes, outermost first; <c>[N, H, W]</c> for images, <c>[N]</c> for labels.</param>
/// <param name="Values">The bytes; as many as the product of the sizes.</param>
public sealed record IdxArray(IReadOnlyList<int> Dimensions, byte[] Values)
{
    /// <summary>SHA-256 of the uncompressed IDX file, in lower-case hexadecimal: the same however the file was compressed.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Header());
        hash.AppendData(Values);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal byte[] Header()
    {
        var header = new byte[4 + (4 * Dimensions.Count)];
        header[2] = IdxFile.UnsignedByte;
        header[3] = (byte)Dimensions.Count;
        for (var i = 0; i < Dimensions.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), Dimensions[i]);
        }
        return header;
    }
}
