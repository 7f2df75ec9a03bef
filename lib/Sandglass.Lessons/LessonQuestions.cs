using Sandglass.Lessons.Checks;

namespace Sandglass.Lessons;

/// <summary>The questions of all lessons and notebooks.</summary>
internal static class LessonQuestions
{
    /// <summary>What the ids of exercises begin with that stand in the numbered notebooks.</summary>
    public const string Notebooks = "notebooks";

    // By what ids begin with.
    private static readonly (string Lesson, Lazy<IReadOnlyList<Question>> Questions)[] Lessons =
    [
        ("depthwise", Once(() => DepthwiseQuestions.All)),
        ("cost", Once(() => CostQuestions.All)),
        ("residual", Once(() => ResidualQuestions.All)),
        ("relu6", Once(() => ReLU6Questions.All)),
        ("confusion", Once(() => ConfusionQuestions.All)),
        ("claim", Once(() => ClaimQuestions.All)),
        (Notebooks, Once(() => NotebookQuestions.All)),
    ];

    /// <summary>All, lesson by lesson.</summary>
    public static IReadOnlyList<Question> All => [.. Lessons.SelectMany(lesson => lesson.Questions.Value)];

    /// <summary>The question of an id; the same each time.</summary>
    /// <exception cref="WorkbenchException">There is none.</exception>
    public static Question Of(string id) =>
        Lessons.Where(lesson => id.StartsWith($"{lesson.Lesson}.", StringComparison.Ordinal)).SelectMany(lesson => lesson.Questions.Value).FirstOrDefault(question => question.Id == id)
        ?? throw new WorkbenchException($"there is no exercise '{id}'{(NearNames.Meant(id, All.Select(question => question.Id)) is { } meant ? $"; did you mean '{meant}'?" : "")}");

    // Some answers are read from recorded studies, so a lesson's are made when one is asked for first; again where that failed.
    private static Lazy<IReadOnlyList<Question>> Once(Func<IEnumerable<Question>> make) => new(() => [.. make()], LazyThreadSafetyMode.PublicationOnly);
}
