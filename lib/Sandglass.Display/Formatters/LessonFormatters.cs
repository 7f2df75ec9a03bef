using Sandglass.Lessons.Checks;

namespace Sandglass.Display.Formatters;

/// <summary>What a check says of an answer.</summary>
internal static class LessonFormatters
{
    public static void Register() => new Forms<Feedback>().Html(Html).Plain(feedback => feedback.ToString());

    // Colour and sign say the same.
    private static string Html(Feedback feedback)
    {
        var (colour, sign) = feedback.Outcome switch
        {
            AnswerOutcome.Right => ("#0072b2", "✓"),
            AnswerOutcome.Wrong => ("#d55e00", "✗"),
            _ => ("#767676", "○"),
        };
        return $"<div style=\"border-left:5px solid {colour};padding:4px 10px\"><strong>{sign} {HtmlText.Encode(feedback.Headline)}:</strong> {HtmlText.Encode(feedback.Words)}</div>";
    }
}
