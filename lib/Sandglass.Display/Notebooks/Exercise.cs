using Sandglass.Display.Notebooks;
using Sandglass.Lessons;

namespace Sandglass;

/// <summary>The exercises of the lessons in <c>notebooks/lessons</c>.</summary>
public static class Exercise
{
    /// <summary>Checks an answer.</summary>
    /// <param name="id">The exercise, such as <c>depthwise.full-weights</c>.</param>
    /// <param name="answer">The answer: a number, a block, a word or a list of words.</param>
    /// <returns>To be shown: that it is right, or a hint at what is wrong with it.</returns>
    /// <exception cref="WorkbenchException">There is no such exercise.</exception>
    public static object Check(string id, object? answer)
    {
        var feedback = LessonQuestions.Of(id).Check(answer);
        NotebookHost.Checked(id, feedback.Outcome.ToString(), feedback.Words);
        return feedback;
    }

    /// <summary>Checks a function by calling it.</summary>
    /// <param name="id">The exercise, such as <c>depthwise.row</c>.</param>
    /// <param name="answer">The function.</param>
    /// <inheritdoc cref="Check(string, object)"/>
    public static object Check(string id, Delegate answer) => Check(id, (object)answer);
}
