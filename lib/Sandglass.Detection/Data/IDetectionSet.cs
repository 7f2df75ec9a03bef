using System.Security.Cryptography;
using System.Text;
using Sandglass.Detection.Boxes;
using Sandglass.Images;

namespace Sandglass.Detection.Data;

/// <summary>Pictures with annotated objects. Members may be called from several threads at once.</summary>
public interface IDetectionSet
{
    /// <summary>What the pictures are, such as <c>generated/training</c>.</summary>
    string Name { get; }

    /// <summary>The set's identity in lower-case hexadecimal; each set says what goes into it.</summary>
    string Sha256 { get; }

    /// <summary>Names of the classes; a label is an index into them. Background is none of them.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Number of pictures.</summary>
    int Count { get; }

    /// <summary>Channels of every picture: 1 for grey, 3 for colour.</summary>
    int Channels { get; }

    /// <summary>One picture with its objects: the same each time.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <exception cref="Sandglass.Data.DataFormatException">The picture cannot be read.</exception>
    DetectionSample Read(int index);

    /// <summary>Pictures that stand in a row, as a set of their own; it does not own this one.</summary>
    /// <param name="first">Place of the first picture, from 0.</param>
    /// <param name="count">Number of pictures, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The set does not have them all.</exception>
    IDetectionSet Part(int first, int count) => new DetectionSubset(this, first, count);
}

/// <summary>A picture and what is on it.</summary>
/// <param name="Id">Its name within the set, such as <c>VOC2007/000005</c>.</param>
/// <param name="Image">The picture.</param>
/// <param name="Objects">Its objects; boxes are shares of the picture's sides and lie inside it. None on a picture of background.</param>
public sealed record DetectionSample(string Id, PixelImage Image, IReadOnlyList<LabelledBox> Objects);

/// <summary>Pictures of a set that stand in a row, as a set of their own.</summary>
internal sealed class DetectionSubset : IDetectionSet
{
    private readonly IDetectionSet _whole;
    private readonly int _first;

    public DetectionSubset(IDetectionSet whole, int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, whole.Count - first);
        (_whole, _first, Count) = (whole, first, count);
    }

    /// <summary>Such as <c>generated/test[0..16]</c>.</summary>
    public string Name => FormattableString.Invariant($"{_whole.Name}[{_first}..{_first + Count}]");

    /// <summary>SHA-256 of the whole set's and of which part this is.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{_whole.Sha256} {_first} {Count}"))));

    public IReadOnlyList<string> Classes => _whole.Classes;

    public int Count { get; }

    public int Channels => _whole.Channels;

    public DetectionSample Read(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return _whole.Read(_first + index);
    }
}
