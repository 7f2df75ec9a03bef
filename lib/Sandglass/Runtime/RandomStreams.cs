using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
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
    internal RandomStream Open(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Seed}/{name}")));
        return new RandomStream(Word(key, 0), Word(key, 1), Word(key, 2), Word(key, 3));
    }

    /// <summary>A 63-bit seed for a generator that is not ours (libtorch's), named like a stream.</summary>
    public long SeedFor(string name) => (long)(Open(name).NextUInt64() >> 1);

    private static ulong Word(byte[] key, int i) => BinaryPrimitives.ReadUInt64LittleEndian(key.AsSpan(8 * i, 8));
}

/// <summary>
/// A sequence of random numbers that is the same on every machine and in every version: xoshiro256**
/// (Blackman and Vigna 2018). Not for cryptography.
/// </summary>
internal sealed class RandomStream
{
    private ulong _s0, _s1, _s2, _s3;

    internal RandomStream(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>A stream of its own, seeded by the next four numbers of this one.</summary>
    public RandomStream Fork() => new(NextUInt64(), NextUInt64(), NextUInt64(), NextUInt64());

    /// <summary>The next 64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform integer in <c>[0, exclusiveMax)</c>, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        var bound = (ulong)exclusiveMax;
        return (int)(Unbiased(bound) % bound);
    }

    /// <summary>Fills with the numbers that <see cref="NextInt32"/> would give one after the other.</summary>
    /// <inheritdoc cref="NextInt32" path="/exception"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // calls are few and long, and over before the runtime would optimise it
    public void Fill(Span<int> numbers, int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        var bound = (ulong)exclusiveMax;
        var reciprocal = ulong.MaxValue / bound; // a division for each number would take most of the time
        for (var i = 0; i < numbers.Length; i++)
        {
            var bits = Unbiased(bound);
            var rest = bits - (Math.BigMul(bits, reciprocal, out _) * bound); // the quotient is right or one too small
            numbers[i] = (int)(rest < bound ? rest : rest - bound);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Unbiased(ulong bound)
    {
        ulong bits;
        do
        {
            bits = NextUInt64();
        }
        while (bits < bound && bits < (0UL - bound) % bound); // these would make small results likelier
        return bits;
    }

    /// <summary>A uniform number in <c>[0, 1)</c> with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A standard normal number (Box and Muller).</summary>
    public double NextGaussian()
    {
        var radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble()));
        return radius * Math.Cos(2.0 * Math.PI * NextDouble());
    }

    /// <summary>Puts the items into a random order, every order equally likely (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
