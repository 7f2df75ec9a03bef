using System.Globalization;

namespace Sandglass.Lessons.Checks;

/// <summary>A number that need not be whole, right within a tolerance.</summary>
/// <param name="Id">The question.</param>
/// <param name="Right">The right number.</param>
/// <param name="Tolerance">How far from it is still right, as a share of it.</param>
/// <param name="Method">How it is found, without the number.</param>
internal sealed record NumberQuestion(string Id, double Right, double Tolerance, string Method) : Question(Id)
{
    /// <summary>Mistakes by what they come to, within the same tolerance.</summary>
    public IReadOnlyList<Slip<double>> Slips { get; init; } = [];

    public override Feedback Check(object? answer)
    {
        if (answer is not (null or double or float or int or long))
        {
            return Feedback.Hint($"the answer is a number, not a {answer.GetType().Name}.");
        }

        var given = Convert.ToDouble(answer, CultureInfo.InvariantCulture);
        return given == 0 ? Feedback.Unanswered("replace the 0 with your number.")
            : IsNear(given, Right) ? Feedback.Right(string.Create(CultureInfo.InvariantCulture, $"{Right:0.####}."))
            : Feedback.Hint(Slips.FirstOrDefault(slip => IsNear(given, slip.Value))?.Hint
                ?? (double.IsFinite(given) ? $"too {(given < Right ? "small" : "large")}. {Method}" : Method));
    }

    private bool IsNear(double given, double wanted) => Math.Abs(given - wanted) <= Tolerance * Math.Abs(wanted);
}
