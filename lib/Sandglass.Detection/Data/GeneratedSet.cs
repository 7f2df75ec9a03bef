using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Data.Voc;
using Sandglass.Runtime;

namespace Sandglass.Detection.Data;

/// <summary>
/// Pictures of several real garments of Fashion-MNIST each, of different sizes, some in front of others, on textured
/// grounds: grey, painted in memory. A picture depends on the seed and its place alone, so a larger set begins with the
/// smaller one. Objects of which 50 to 70 % is visible are difficult; none is less visible.
/// </summary>
public sealed class GeneratedSet : IDetectionSet
{
    private readonly GarmentPool _pool;
    private readonly RandomStreams _streams;
    private readonly SceneRule _rule;
    private readonly string _split;
    private readonly DetectionSample?[] _painted;
    private readonly Lazy<string> _sha256;

    internal GeneratedSet(string split, GarmentPool pool, int count, int seed, SceneRule rule)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        (_split, _pool, _streams, _rule) = (split, pool, new RandomStreams(seed), rule.Validated());
        _painted = new DetectionSample?[count];
        _sha256 = new Lazy<string>(Hash);
    }

    /// <summary>Such as <c>generated/training</c>.</summary>
    public string Name => $"generated/{_split}";

    /// <summary>SHA-256 of the names of the classes, all pixels, boxes, labels and flags: it paints every picture.</summary>
    public string Sha256 => _sha256.Value;

    /// <summary>Fashion-MNIST's ten classes, in names that may be names of files.</summary>
    public IReadOnlyList<string> Classes => _pool.Classes;

    /// <inheritdoc/>
    public int Count => _painted.Length;

    /// <summary>1: grey.</summary>
    public int Channels => 1;

    /// <inheritdoc/>
    public DetectionSample Read(int index) => _painted[index] ??= Sample(index); // two threads may paint the same picture, alike

    /// <summary>The picture with all that is known of it.</summary>
    internal Scene Scene(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Generated.Scene.Paint(_rule, _pool.Garments, _streams.Open(FormattableString.Invariant($"detection/{_split}/{index}")));
    }

    /// <summary>Id of a picture, such as <c>training_000001</c>.</summary>
    internal string Id(int index) => FormattableString.Invariant($"{_split}_{index + 1:000000}");

    /// <summary>What is on a picture, in pixels and with all flags of an annotation.</summary>
    internal VocAnnotation Annotation(int index) => new(
        _rule.Side,
        _rule.Side,
        Channels,
        [.. Scene(index).Objects().Select(found => new VocObject(Classes[found.Class], found.Box, found.IsDifficult, found.IsTruncated))]);

    private DetectionSample Sample(int index)
    {
        var (scene, side) = (Scene(index), (float)_rule.Side);
        return new DetectionSample(
            Id(index),
            new PixelImage(_rule.Side, _rule.Side, 1, scene.Pixels()),
            [
                .. scene.Objects().Select(found => new LabelledBox(
                    new Box(found.Box.Left / side, found.Box.Top / side, found.Box.Right / side, found.Box.Bottom / side),
                    found.Class,
                    found.IsDifficult)),
            ]);
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', Classes) + "\n\n"));
        for (var i = 0; i < Count; i++)
        {
            var sample = Read(i);
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{sample.Image.Width}x{sample.Image.Height}\n")));
            hash.AppendData(sample.Image.Pixels);
            foreach (var found in sample.Objects)
            {
                hash.AppendData(MemoryMarshal.AsBytes([found.Box.Left, found.Box.Top, found.Box.Right, found.Box.Bottom]));
                hash.AppendData([(byte)found.Class, found.Difficult ? (byte)1 : (byte)0]);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
