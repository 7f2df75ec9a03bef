using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sandglass.Runtime;

/// <summary>
/// All randomness of one run, by name: <c>streams.Open("shuffle")</c>. Streams are independent, so that switching one
/// consumer off (augmentation, say) leaves the numbers of every other as they were.
/// </summary>
/// <param name="seed">The seed of the run.</param>
public sealed class RandomStreams(int seed)
{
    /// <summary>The seed that every stream is derived from.</summary>
    public int Seed { get; } = seed;

    /// <summary>A stream at its beginning. The same seed and name give the same numbers each time.</summary>
    /// <param name="name">What the numbers are for, such as <c>shuffle</c> or <c>initialisation/stem</c>.</param>
    public RandomStream Open(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Seed}/{name}")));
        return new RandomStream(Word(key, 0), Word(key, 1), Word(key, 2), Word(key, 3));
    }

    /// <summary>A 63-bit seed for a generator that is not ours (libtorch's), named like a stream.</summary>
    public long SeedFor(string name) => (long)(Open(name).NextUInt64() >> 1);

    private static ulong Word(byte[] key, int i) => BinaryPrimitives.ReadUInt64LittleEndian(key.AsSpan(8 * i, 8));
}
