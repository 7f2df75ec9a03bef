using System.Diagnostics.CodeAnalysis;
using Sandglass.Data;
using Sandglass.Studies.Inside;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>A named grid of runs, arms times seeds, and what is compared over them.</summary>
public sealed record Study
{
    /// <summary>Name on the command line and of the recorded study's folder.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks.</summary>
    public required string Question { get; init; }

    /// <summary>The images; the recipe is each arm's own.</summary>
    public required Preset Preset { get; init; }

    /// <summary>What is compared, in the order of the tables.</summary>
    public required IReadOnlyList<StudyArm> Arms { get; init; }

    /// <summary>Seeds of every arm; differences are paired by them.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Comparisons written down before the runs.</summary>
    public IReadOnlyList<PlannedComparison> Comparisons { get; init; } = [];

    /// <summary>Names of what looks into its runs between epochs, each of which adds a table.</summary>
    public IReadOnlyList<string> Observers { get; init; } = [];

    /// <summary>The group and seed whose runs are looked into; null: all.</summary>
    public (string Group, int Seed)? Observed { get; init; }

    /// <summary>The largest difference in test accuracy, as a fraction, that does not matter.</summary>
    public double Margin { get; init; } = DefaultMargin;

    /// <summary>One point: less than the smallest gain that the paper reports over MobileNetV2 at any width it names
    /// with a known source (1.2 to 2.3 points).</summary>
    public const double DefaultMargin = 0.01;

    /// <summary>All runs, seed by seed, so that whatever is cut short leaves whole seeds; dear ones of a seed first, so
    /// that the last to finish are short.</summary>
    /// <param name="data">The images that the preset loads.</param>
    public IReadOnlyList<StudyRun> Runs(DataIdentity data) =>
    [
        .. from seed in Seeds
           from arm in Arms.OrderByDescending(arm => arm.Count.MultiplyAdds)
           select new StudyRun(arm, new RunSpec(new Classification(arm.Match.Plan), arm.Recipe, data, seed)),
    ];

    /// <summary>Names of what looks into one of its runs.</summary>
    public IReadOnlyList<string> ObserversOf(StudyRun place) =>
        Observed is not { } only || only == (place.Arm.Group, place.Spec.Seed) ? Observers : [];

    /// <summary>Whether a run is finished, with all tables that this study asks for.</summary>
    public bool IsFinished(StudyRun place, [NotNullWhen(true)] Run? run) =>
        run is not null && InsideStudy.Create(ObserversOf(place), place.Spec).All(observer => run.Has(observer.FileName));

    /// <summary>The same study with fewer seeds or other epochs, for what time allows.</summary>
    /// <param name="seeds">How many of the seeds.</param>
    /// <param name="epochs">Epochs of every arm; null leaves them.</param>
    public Study Reduced(int seeds, int? epochs = null) => this with
    {
        Seeds = [.. Seeds.Take(seeds)],
        Arms = [.. Arms.Select(arm => arm with { Recipe = arm.Recipe with { Epochs = epochs ?? arm.Recipe.Epochs } })],
    };

    /// <summary>The same grid in seconds, to prove that it works: the smoke preset's images, seeds, epochs and batches.</summary>
    public Study Smoke() => this with
    {
        Preset = Preset.Smoke,
        Seeds = Preset.Smoke.Seeds,
        Arms =
        [
            .. Arms.Select(arm => arm with
            {
                Recipe = arm.Recipe with { Epochs = Preset.Smoke.Recipe.Epochs, BatchSize = Preset.Smoke.Recipe.BatchSize },
            }),
        ],
    };
}
