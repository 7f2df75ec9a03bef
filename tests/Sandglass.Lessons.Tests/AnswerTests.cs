using Sandglass.Lessons.Checks;

namespace Sandglass.Lessons.Tests;

/// <summary>Every exercise, tried with right, nearly right and wrong answers.</summary>
public class AnswerTests
{
    private static readonly Tried[] All = [.. DepthwiseAnswers.All, .. CostAnswers.All, .. ResidualAnswers.All, .. ReLU6Answers.All, .. ConfusionAnswers.All, .. ClaimAnswers.All, .. NotebookAnswers.All];

    private static readonly Dictionary<string, Question> Questions = LessonQuestions.All.ToDictionary(question => question.Id);

    public static TheoryData<string> Ids => [.. Questions.Keys];

    public static TheoryData<string, int> Mistakes =>
        new(All.SelectMany(tried => tried.Nearly.Select((_, i) => (tried.Id, i))));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_right_answer_is_right(string id) => Assert.Equal(AnswerOutcome.Right, Check(id, Of(id).Right).Outcome);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_nearly_right_answer_gets_a_hint_that_names_the_mistake(string id, int mistake)
    {
        var (answer, hint) = Of(id).Nearly[mistake];
        var feedback = Check(id, answer);
        Assert.Equal(AnswerOutcome.Wrong, feedback.Outcome);
        Assert.Contains(hint, feedback.Words, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_wrong_answer_is_not_right_and_gets_a_hint(string id)
    {
        var feedback = Check(id, Of(id).Wrong);
        Assert.Equal(AnswerOutcome.Wrong, feedback.Outcome);
        Assert.NotEmpty(feedback.Words);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_is_no_answer_at_all_gets_words_and_not_an_exception(string id) => Assert.All(
        (object?[])[null, 0, 0.0, -1, 1234.5, double.NaN, double.PositiveInfinity, long.MaxValue, long.MinValue, "", "x", Array.Empty<string>(), new[] { "" }, new object(), (Func<int>)(() => 1), BlockSpec.Sandglass(8, 8)],
        answer =>
        {
            var feedback = Check(id, answer);
            Assert.NotEqual(AnswerOutcome.Right, feedback.Outcome);
            Assert.NotEmpty(feedback.Words);
        });

    [Fact]
    public void No_hint_holds_the_answer() => Assert.All(All.Where(tried => tried.Right is int or long or double), tried => Assert.All(
        tried.Nearly.Select(near => Check(tried.Id, near.Answer).Words).Append(Check(tried.Id, tried.Wrong).Words),
        words => Assert.DoesNotContain(FormattableString.Invariant($"{tried.Right:0.##}"), words.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal)));

    [Fact]
    public void Each_mistake_that_is_looked_for_in_a_number_was_tried() => Assert.All(Questions.Values.OfType<NumberQuestion>(), question =>
        Assert.Equal(question.Slips.Count, Of(question.Id).Nearly.Select(near => Check(question.Id, near.Answer).Words).Distinct().Count()));

    [Fact]
    public void An_exercise_that_is_not_there_is_named_with_the_one_that_was_meant() =>
        Assert.Contains("did you mean 'depthwise.row'", Assert.Throws<WorkbenchException>(() => LessonQuestions.Of("depthwise.rwo")).Message);

    [Fact]
    public void An_exercise_is_made_once() => Assert.All(Questions.Keys, id => Assert.Same(LessonQuestions.Of(id), LessonQuestions.Of(id)));

    private static Tried Of(string id) => All.Single(tried => tried.Id == id);

    private static Feedback Check(string id, object? answer) => Questions[id].Check(answer);
}
