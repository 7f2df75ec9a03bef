using Sandglass.Data;
using Sandglass.Images.Transforms;
using Sandglass.Runtime;

namespace Sandglass.Images.Sets;

/// <summary>
/// The pictures of a run. With <c>val</c> the test is on it, and validation on a share of <c>train</c> that is held out, or
/// on <c>val</c> too; without, all are split as <see cref="ImageFiles.Split"/> says.
/// </summary>
internal sealed class PictureSplits : IClassifierData
{
    /// <summary>Share of a picture's shorter side that evaluation looks at: 224 of 256 pixels.</summary>
    internal const double Crop = 0.875;

    /// <summary>Mean and deviation of ImageNet's training pictures, as torchvision and timm have them.</summary>
    internal static readonly Normalization ImageNet = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    private readonly PictureStore _store;
    private readonly ImageFiles _source;
    private readonly int[] _training;
    private readonly int[] _validation;
    private readonly int[] _test;

    /// <summary>The splits of a store, which they own.</summary>
    /// <exception cref="WorkbenchException">A class has too few pictures.</exception>
    public PictureSplits(PictureStore store, ImageFiles source)
    {
        (_store, _source) = (store, source);
        (_training, _validation, _test) = Split();
        var test = store.Sha256(_test);
        Identity = new DataIdentity(Name, store.Sha256(_training), ValidatesOnTest ? test : store.Sha256(_validation), test);
    }

    /// <inheritdoc/>
    public string Name => $"{_store.Name}/training";

    /// <inheritdoc/>
    public DataIdentity Identity { get; }

    /// <inheritdoc/>
    public int TrainingCount => _training.Length;

    /// <summary>How many pictures are for validation, and how many for the test.</summary>
    public (int Validation, int Test) Counts => (_validation.Length, _test.Length);

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _store.Classes;

    /// <inheritdoc/>
    public (int Channels, int Height, int Width) Shape => (3, _source.Side, _source.Side);

    /// <inheritdoc/>
    public bool IsOwn => true;

    /// <inheritdoc/>
    public bool ValidatesOnTest => ReferenceEquals(_validation, _test);

    /// <inheritdoc/>
    public double? CropShare => Crop;

    /// <inheritdoc/>
    public Normalization UsualNormalization => ImageNet;

    /// <inheritdoc/>
    public int Undecoded => _store.Pictures.Count;

    /// <inheritdoc/>
    public ITrainingBatches TrainingBatches(int batchSize, Normalization normalization, Augmentation augmentation, RandomStreams streams) =>
        new TrainingPictures(Decoder(_training), Name, batchSize, new TrainingTransform(augmentation, _source.Side, Fitting(normalization)), streams);

    /// <inheritdoc/>
    public IEnumerable<Batch> ValidationBatches(int batchSize, Normalization normalization) => Evaluation(_validation, "validation", batchSize, normalization);

    /// <inheritdoc/>
    public IEnumerable<Batch> TestBatches(int batchSize, Normalization normalization) => Evaluation(_test, "test", batchSize, normalization);

    /// <inheritdoc/>
    public DamagedImage? DamageAt(int place) => _store.Read(place, out var reason) is null ? new DamagedImage(place, _store.Pictures[place].File, reason) : null;

    /// <summary>Closes the store.</summary>
    public void Dispose() => _store.Dispose();

    private IEnumerable<Batch> Evaluation(int[] places, string part, int batchSize, Normalization normalization) =>
        EvaluationPictures.Batches(
            Decoder(places), $"{_store.Name}/{part}", batchSize, new EvaluationTransform(_source.Side, Crop, Resampling.Bicubic, Fitting(normalization)));

    private PictureDecoder Decoder(int[] places) => new(_store, places, _source.Side, _source.Threads ?? Environment.ProcessorCount, _source.StopsAtDamage);

    private static Normalization Fitting(Normalization normalization) => normalization.Mean.Count == 3
        ? normalization
        : throw new WorkbenchException($"pictures have 3 channels, the normalisation {normalization.Mean.Count}; give one of colour");

    private (int[] Training, int[] Validation, int[] Test) Split()
    {
        var (pictures, places) = (_store.Pictures, Enumerable.Range(0, _store.Pictures.Count).ToArray());
        if (!pictures.Any(picture => picture.IsTest))
        {
            return _source.Split.Draw(_store.Name, [.. pictures.Select(picture => picture.Label)], _store.Classes);
        }

        var (training, test) = (places.Where(place => !pictures[place].IsTest).ToArray(), places.Where(place => pictures[place].IsTest).ToArray());
        if (_source.HeldOut is not { } share)
        {
            return (training, test, test);
        }

        var held = HeldOut(training, share);
        return ([.. training.Where(place => !held.Contains(place))], [.. held.Order()], test);
    }

    // Of every class the first pictures of a shuffled order, as a class that is added must leave the others as they were.
    private HashSet<int> HeldOut(int[] training, double share)
    {
        var streams = new RandomStreams(_source.Split.Seed);
        var held = new HashSet<int>();
        foreach (var of in training.GroupBy(place => _store.Pictures[place].Label))
        {
            var own = of.ToArray();
            var count = StratifiedSplit.Part(share, own.Length);
            if (count >= own.Length)
            {
                throw new WorkbenchException(
                    $"{_store.Name} cannot be split: class {Quoted.Name(_store.Classes[of.Key])} has {own.Length} training pictures, and validation needs one of them; add pictures or leave the class out");
            }

            streams.Open($"held-out/class/{_store.Classes[of.Key]}").Shuffle(own.AsSpan());
            held.UnionWith(own[..count]);
        }

        return held;
    }
}
