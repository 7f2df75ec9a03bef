namespace Sandglass.Lessons.Checks;

/// <summary>A question of a lesson, with the right answer computed by the library and the mistakes that are recognised.</summary>
/// <param name="Id">Lesson and question, such as <c>depthwise.separable-weights</c>.</param>
internal abstract record Question(string Id)
{
    /// <summary>What an answer gets.</summary>
    /// <param name="answer">The answer as the student's cell gives it.</param>
    public abstract Feedback Check(object? answer);
}

/// <summary>A mistake that is recognised by what it comes to.</summary>
/// <typeparam name="T">What an answer is.</typeparam>
/// <param name="Value">The wrong answer.</param>
/// <param name="Hint">What is wrong about it, in its own terms.</param>
internal sealed record Slip<T>(T Value, string Hint);
