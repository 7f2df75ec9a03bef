using System.Text.Json.Serialization;
using Sandglass.Data;

namespace Sandglass.Training;

/// <summary>Where the data of a run comes from, as a value that can be sent to another process.</summary>
[JsonConverter(typeof(KindConverter<DataSource>))]
public abstract record DataSource
{
    /// <summary>Loads the data. The caller disposes it.</summary>
    /// <exception cref="WorkbenchException">It is missing or damaged.</exception>
    internal abstract IRunData Load();
}

/// <summary>The embedded Fashion-MNIST images.</summary>
/// <param name="Training">Training images a class; null takes all.</param>
/// <param name="Validation">Validation images a class; null takes all.</param>
/// <param name="Test">Test images a class; null takes all.</param>
[Kind("embedded")]
internal sealed record EmbeddedImages(int? Training = null, int? Validation = null, int? Test = null) : DataSource
{
    /// <inheritdoc/>
    internal override IRunData Load() => LoadSplits();

    /// <summary>Loads the images. The caller disposes them.</summary>
    /// <exception cref="WorkbenchException">They are missing or damaged, or a class has fewer.</exception>
    public DatasetSplits LoadSplits() =>
        FashionMnist.Load().TakePerClass((Training, Validation, Test));
}

/// <summary>The glyphs of the repository, or a set of glyphs that <c>workbench data glyphs</c> drew.</summary>
/// <param name="Folder">Folder of the set; null for the repository's.</param>
/// <param name="Training">Training images a class; null takes all.</param>
/// <param name="Validation">Validation images a class; null takes all.</param>
/// <param name="Test">Test images a class; null takes all.</param>
[Kind("glyphs")]
internal sealed record GlyphImages(string? Folder = null, int? Training = null, int? Validation = null, int? Test = null) : DataSource
{
    /// <inheritdoc/>
    internal override IRunData Load() => LoadSplits();

    /// <summary>Loads the images. The caller disposes them.</summary>
    /// <exception cref="WorkbenchException">They are missing or damaged, or a class has fewer.</exception>
    public DatasetSplits LoadSplits() =>
        GlyphSet.Load(Folder).TakePerClass((Training, Validation, Test));
}

/// <summary>CIFAR-10 or CIFAR-100 in their binary version.</summary>
/// <param name="Path">The folder of their files, or the published archive.</param>
/// <param name="Hundred">CIFAR-100.</param>
[Kind("cifar")]
internal sealed record CifarImages(string Path, bool Hundred = false) : DataSource
{
    /// <summary>Whether a tenth of the training images is for validation; else all are trained on, and validation is on the test images.</summary>
    public bool HoldsOut { get; init; } = true;

    /// <inheritdoc/>
    internal override IRunData Load() => LoadSplits();

    /// <summary>Loads the images. The caller disposes them.</summary>
    /// <exception cref="WorkbenchException">They are missing or damaged.</exception>
    public DatasetSplits LoadSplits() => (Hundred ? Cifar.Hundred : Cifar.Ten).Load(Path, HoldsOut);
}

/// <summary>A run, where its data comes from and what looks into it: all that another process needs to train it.</summary>
/// <param name="Spec">The run.</param>
/// <param name="Data">Its data.</param>
/// <param name="Observers">Names of its observers.</param>
/// <param name="MayDiverge">Whether a run that diverges is kept as an answer.</param>
internal sealed record RunOrder(RunSpec Spec, DataSource Data, IReadOnlyList<string> Observers, bool MayDiverge = false);
