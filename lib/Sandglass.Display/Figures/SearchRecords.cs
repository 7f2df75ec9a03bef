using Sandglass.Display.Charts;
using Sandglass.Display.Drawings;
using Sandglass.Display.Figures;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;

namespace Sandglass;

/// <summary>The recorded comparison of searches: figures and tables to end a cell with.</summary>
public static partial class SearchRecords
{
    /// <summary>The weights of the operations on each edge, a slider over the epochs.</summary>
    /// <param name="study">The study <c>search</c>.</param>
    /// <param name="arm">An arm that searched by alphas, such as <c>with-sandglass</c>.</param>
    /// <param name="seed">Its seed.</param>
    /// <exception cref="WorkbenchException">There is no such search in the study.</exception>
    public static Figure SearchWeights(this StudyRecord study, string arm, int seed)
    {
        var course = Course(study, arm, seed);
        return SearchFigures.Weights(study.Space(arm), course.Epochs);
    }

    /// <summary>How the searches of one seed went: accuracy, entropy, skip connections and genotype by epoch.</summary>
    /// <param name="study">The study <c>search</c>.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="arms">Arms that searched by alphas.</param>
    /// <exception cref="WorkbenchException">There is no such search in the study.</exception>
    public static Figure SearchTrajectories(this StudyRecord study, int seed, params IReadOnlyList<string> arms) =>
        SearchFigures.Trajectory([.. arms.Select(arm => Course(study, arm, seed))]);

    /// <summary>The cells that a search found, with what each edge costs in the network that was trained from scratch.</summary>
    /// <param name="study">The study <c>search</c>.</param>
    /// <param name="arm">Name of the arm.</param>
    /// <param name="seed">Its seed.</param>
    /// <exception cref="WorkbenchException">There is no such run in the study.</exception>
    public static GenotypePicture FoundCells(this StudyRecord study, string arm, int seed) =>
        study.Rows.FirstOrDefault(row => row.Arm == arm && row.Seed == seed) is { } row
            ? GenotypePicture.Of(study.Derived(arm, Genotype.Parse(row.Word("genotype"))) with { Name = $"{arm}, seed {seed}" })
            : throw Missing(study, arm, seed);

    /// <summary>Test accuracy of what each arm found against its parameters.</summary>
    /// <param name="study">The study <c>search</c>.</param>
    /// <exception cref="ArgumentException">It has no run.</exception>
    public static Figure SearchAccuracy(this StudyRecord study) => SearchStudyFigures.Accuracy(study);

    private static SearchCourse Course(StudyRecord study, string arm, int seed) => study.Trajectory(arm, seed) is { Count: > 0 } epochs
        ? new SearchCourse(arm, epochs, study.Protocol.Fact<int>("skipLimit"))
        : throw Missing(study, arm, seed);

    private static WorkbenchException Missing(StudyRecord study, string arm, int seed) => new(
        $"the study '{study.Protocol.Name}' has no such search of the arm '{arm}' with seed {seed}; its arms are {string.Join(", ", study.Rows.Select(row => row.Arm).Distinct())}, its seeds {string.Join(", ", study.Protocol.Seeds)}");
}
