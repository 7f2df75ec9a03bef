using System.Security.Cryptography;
using System.Text;

namespace NotebookEngine.Kernel.Protocol;

/// <summary>Signs the four JSON frames of a message with HMAC-SHA256, as lower-case hexadecimal text.</summary>
internal sealed class MessageSigner(string key)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public byte[] Sign(ReadOnlySpan<byte[]> frames)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var frame in frames)
        {
            hash.AppendData(frame);
        }

        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether the signature is right; how long that takes says nothing about how much of it is.</summary>
    public bool Verify(ReadOnlySpan<byte> signature, ReadOnlySpan<byte[]> frames) =>
        CryptographicOperations.FixedTimeEquals(signature, Sign(frames));
}
