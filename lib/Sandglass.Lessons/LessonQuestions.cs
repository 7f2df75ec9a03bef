using Sandglass.Lessons.Checks;

namespace Sandglass.Lessons;

/// <summary>The questions of all lessons and notebooks.</summary>
internal static class LessonQuestions
{
    /// <summary>What the ids of exercises begin with that stand in the numbered notebooks.</summary>
    public const string Notebooks = "notebooks";

    // By what ids begin with. Some answers are read from recorded studies, so a lesson's are made when they are asked for.
    private static readonly (string Lesson, Func<IEnumerable<Question>> Questions)[] Lessons =
    [
        ("depthwise", () => DepthwiseQuestions.All),
        ("cost", () => CostQuestions.All),
        ("residual", () => ResidualQuestions.All),
        ("relu6", () => ReLU6Questions.All),
        ("confusion", () => ConfusionQuestions.All),
        ("claim", () => ClaimQuestions.All),
        (Notebooks, () => NotebookQuestions.All),
    ];

    /// <summary>All, lesson by lesson.</summary>
    public static IReadOnlyList<Question> All => [.. Lessons.SelectMany(lesson => lesson.Questions())];

    /// <summary>The question of an id.</summary>
    /// <exception cref="WorkbenchException">There is none.</exception>
    public static Question Of(string id) =>
        Lessons.Where(lesson => id.StartsWith($"{lesson.Lesson}.", StringComparison.Ordinal)).SelectMany(lesson => lesson.Questions()).FirstOrDefault(question => question.Id == id)
        ?? throw new WorkbenchException($"there is no exercise '{id}'{(NearNames.Meant(id, All.Select(question => question.Id)) is { } meant ? $"; did you mean '{meant}'?" : "")}");
}
