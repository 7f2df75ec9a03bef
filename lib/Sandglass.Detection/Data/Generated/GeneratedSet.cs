using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data.Voc;
using Sandglass.Images;
using Sandglass.Runtime;

namespace Sandglass.Detection.Data.Generated;

/// <summary>
/// Pictures of several real garments of Fashion-MNIST each, of different sizes, some in front of others, on textured
/// grounds: grey, painted in memory. A picture depends on the seed and its place alone, so a larger set begins with the
/// smaller one. Objects of which 50 to 70 % is visible are difficult; none is less visible.
/// </summary>
internal sealed class GeneratedSet : IDetectionSet
{
    private readonly GarmentPool _pool;
    private readonly RandomStreams _streams;
    private readonly SceneRule _rule;
    private readonly string _split;
    private readonly DetectionSample?[] _painted;
    private readonly Lazy<string> _sha256;

    public GeneratedSet(string split, GarmentPool pool, int count, int seed, SceneRule rule)
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

    /// <summary>Names of the classes of all generated pictures.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = [.. Sandglass.Data.FashionMnist.ClassNames.Select(GarmentPool.VocName)];

    public int Count => _painted.Length;

    public int Channels => 1;

    public DetectionSample Read(int index) => _painted[index] ??= Sample(index); // two threads may paint the same picture, alike

    /// <summary>The picture with all that is known of it.</summary>
    public Scene Scene(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Generated.Scene.Paint(_rule, _pool.Garments, _streams.Open(FormattableString.Invariant($"detection/{_split}/{index}")));
    }

    /// <summary>Id of a picture, such as <c>training_000001</c>.</summary>
    public string Id(int index) => FormattableString.Invariant($"{_split}_{index + 1:000000}");

    /// <summary>What is on a picture, in pixels and with all flags of an annotation.</summary>
    public VocAnnotation Annotation(int index) => new(
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

/// <summary>
/// Generated pictures for training, choosing and testing. Each part is made of the garments of its own split of
/// Fashion-MNIST, so that no garment is in two parts.
/// </summary>
public sealed partial class GeneratedSplits
{
    private readonly GeneratedSet _training, _validation, _test;

    private GeneratedSplits(GeneratedSet training, GeneratedSet validation, GeneratedSet test) =>
        (_training, _validation, _test) = (training, validation, test);

    /// <summary>What detectors learn from.</summary>
    public IDetectionSet Training => _training;

    /// <summary>What choices are made on.</summary>
    public IDetectionSet Validation => _validation;

    /// <summary>Read once, at the end of a run.</summary>
    public IDetectionSet Test => _test;

    /// <summary>Seed of the default pictures: the number of Fashion-MNIST's paper, arXiv 1708.07747.</summary>
    public const int DefaultSeed = 170807747;

    /// <summary>The default pictures, grey and 128 x 128 with one to six objects: 2,000 to learn from, 400 to choose on, 1,000 to test on.
    /// They are generated from the committed subset of Fashion-MNIST; each is painted when it is first asked for.</summary>
    /// <exception cref="WorkbenchException">Fashion-MNIST is not there or damaged.</exception>
    public static GeneratedSplits Load() => Load(2000, 400, 1000);

    /// <summary>Other numbers of pictures, other seeds, other scenes.</summary>
    /// <param name="training">Pictures for training.</param>
    /// <param name="validation">Pictures for choosing.</param>
    /// <param name="test">Pictures for testing.</param>
    /// <param name="seed">Which pictures: the seed of the data, not that of a run.</param>
    /// <param name="rule">What they are like; by default grey, 128 x 128, one to six objects.</param>
    /// <param name="dataDirectory">Folder of Fashion-MNIST's files; by default the committed subset.</param>
    /// <exception cref="WorkbenchException">Fashion-MNIST is not there or damaged, or the rule cannot be followed.</exception>
    internal static GeneratedSplits Load(
        int training = 2000, int validation = 400, int test = 1000, int seed = DefaultSeed, SceneRule? rule = null, string? dataDirectory = null) =>
        Paint(GarmentPools.Load(dataDirectory), training, validation, test, seed, rule ?? new SceneRule());

    internal static GeneratedSplits Paint(GarmentPools garments, int training, int validation, int test, int seed, SceneRule rule) => new(
        new GeneratedSet("training", garments.Training, training, seed, rule),
        new GeneratedSet("validation", garments.Validation, validation, seed, rule),
        new GeneratedSet("test", garments.Test, test, seed, rule));
}
