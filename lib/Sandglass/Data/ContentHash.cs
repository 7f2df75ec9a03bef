using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sandglass.Data;

/// <summary>The identity of a dataset: equal hashes, equal data.</summary>
internal static class ContentHash
{
    public static string Of(ImageDataset data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var shape = FormattableString.Invariant($"{data.Count}x{data.Channels}x{data.Height}x{data.Width}\n");
        hash.AppendData(Encoding.UTF8.GetBytes(shape + string.Join('\n', data.ClassNames) + "\n\n"));
        hash.AppendData(data.Pixels);
        hash.AppendData(MemoryMarshal.AsBytes(data.LabelValues));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
