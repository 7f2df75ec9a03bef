using System.Text.Json;
using System.Text.Json.Serialization;
using Sandglass.Data;
using Sandglass.Weights;

namespace Sandglass.Training;

/// <summary>How a classifier saw images that the workbench cannot load again by itself; it lies beside the weights.</summary>
/// <param name="Classes">Names of the classes; a label is an index into them.</param>
/// <param name="Normalization">How pixels became numbers, a channel after the other.</param>
/// <param name="Side">Side of the images, pixels.</param>
internal sealed record ClassifierInput(IReadOnlyList<string> Classes, Normalization Normalization, int Side)
{
    private const string Key = "sandglass.input";
    private const int LargestSide = 4096; // as a plan has

    /// <summary>Share of the shorter side that the square is the centre of; null: all of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CropShare { get; init; }

    /// <summary>Channels of the images: 1 for grey, 3 for colour.</summary>
    public int Channels => Normalization.Mean.Count;

    /// <summary>What a file of weights says of it; null where it says nothing.</summary>
    /// <param name="file">The file, such as a run's checkpoint.</param>
    /// <exception cref="WeightFileException">What it says cannot be read.</exception>
    public static ClassifierInput? In(WeightFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Metadata.TryGetValue(Key, out var text)
            ? Damage.Typed(
                () => RunJson.Parse<ClassifierInput>(text).Checked(),
                (reason, wrong) => new WeightFileException($"{file.Name} describes its images in metadata that cannot be read ({reason}); fetch or train it again", wrong))
            : null;
    }

    /// <summary>The metadata with this among them.</summary>
    internal IReadOnlyDictionary<string, string> AddedTo(IReadOnlyDictionary<string, string> metadata) =>
        new Dictionary<string, string>(metadata) { [Key] = JsonSerializer.Serialize(this, RunJson.Options) };

    private ClassifierInput Checked()
    {
        var (means, deviations) = (Normalization.Mean, Normalization.StandardDeviation);
        Damage.Unless(CropShare is null or (> 0 and <= 1), FormattableString.Invariant($"a centre of {CropShare} of the side is not possible"));
        Damage.Unless(Side is > 0 and <= LargestSide, FormattableString.Invariant($"a side of {Side} pixels is not possible"));
        Damage.Unless(means.Count == deviations.Count && means.All(double.IsFinite) && deviations.All(d => double.IsFinite(d) && d > 0), "the normalisation is not valid");
        foreach (var name in Classes)
        {
            Damage.UnlessName(name, "a class");
        }

        return this;
    }
}
