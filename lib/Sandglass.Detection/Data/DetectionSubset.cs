using System.Security.Cryptography;
using System.Text;

namespace Sandglass.Detection.Data;

/// <summary>Pictures of a set that stand in a row, as a set of their own.</summary>
public sealed class DetectionSubset : IDetectionSet
{
    private readonly IDetectionSet _whole;
    private readonly int _first;

    /// <summary>A part; it does not own the set.</summary>
    /// <param name="whole">The set.</param>
    /// <param name="first">Place of the first picture, from 0.</param>
    /// <param name="count">Number of pictures, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The set does not have them all.</exception>
    public DetectionSubset(IDetectionSet whole, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, whole.Count - first);
        (_whole, _first, Count) = (whole, first, count);
    }

    /// <summary>Such as <c>generated/test[0..16]</c>.</summary>
    public string Name => FormattableString.Invariant($"{_whole.Name}[{_first}..{_first + Count}]");

    /// <summary>SHA-256 of the whole set's and of which part this is.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{_whole.Sha256} {_first} {Count}"))));

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => _whole.Classes;

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int Channels => _whole.Channels;

    /// <inheritdoc/>
    public DetectionSample Read(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return _whole.Read(_first + index);
    }
}
