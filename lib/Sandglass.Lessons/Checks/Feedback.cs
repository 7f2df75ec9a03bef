namespace Sandglass.Lessons.Checks;

/// <summary>What a check says about an answer.</summary>
/// <param name="Outcome">How the answer stands.</param>
/// <param name="Words">What is right about it, or a hint at what is wrong; a hint never names the answer.</param>
internal sealed record Feedback(AnswerOutcome Outcome, string Words)
{
    public static Feedback Right(string words) => new(AnswerOutcome.Right, words);

    public static Feedback Hint(string words) => new(AnswerOutcome.Wrong, words);

    public static Feedback Unanswered(string words) => new(AnswerOutcome.Unanswered, words);

    /// <summary>The outcome in words, as a student reads it.</summary>
    public string Headline => Outcome switch
    {
        AnswerOutcome.Right => "Right",
        AnswerOutcome.Wrong => "Not yet",
        _ => "Not answered",
    };

    public override string ToString() => $"{Headline}: {Words}";
}

/// <summary>How an answer stands.</summary>
internal enum AnswerOutcome
{
    /// <summary>There is none yet.</summary>
    Unanswered,

    Wrong,

    Right,
}
