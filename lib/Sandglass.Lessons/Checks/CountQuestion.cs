using System.Globalization;

namespace Sandglass.Lessons.Checks;

/// <summary>
/// A whole number that is a sum over layers. A wrong sum is taken apart: which layers are missing from it, which is counted twice,
/// or which was counted by a wrong rule.
/// </summary>
/// <param name="Id">The question.</param>
/// <param name="Unit">What is counted, such as <c>weights</c>.</param>
/// <param name="Terms">The parts of the sum; few, since every subset is tried.</param>
internal sealed record CountQuestion(string Id, string Unit, IReadOnlyList<Term> Terms) : Question(Id)
{
    /// <summary>Mistakes about the whole sum; they are looked for first.</summary>
    public IReadOnlyList<Slip<long>> Slips { get; init; } = [];

    /// <summary>How it is counted, where there is one term only; in sums the terms are named instead.</summary>
    public string Method { get; init; } = "";

    public long Right => Terms.Sum(term => term.Value);

    public override Feedback Check(object? answer) => Whole(answer) switch
    {
        null => Feedback.Hint($"the answer is a whole number of {Unit}; give it as a number, not as {answer!.GetType().Name}."),
        0 => Feedback.Unanswered($"replace the 0 with the number of {Unit}."),
        var given when given == Right => Feedback.Right(string.Create(CultureInfo.InvariantCulture, $"{Right:n0} {Unit}.")),
        var given => Feedback.Hint(Diagnosis(given.Value)),
    };

    private string Diagnosis(long given) =>
        Slips.FirstOrDefault(slip => slip.Value == given)?.Hint
        ?? Missing(given)
        ?? Twice(given)
        ?? ByWrongRule(given)
        ?? (given < 0 ? "a count is not negative." : Size(given));

    // The smallest set of terms without which the sum is what was given.
    private string? Missing(long given)
    {
        var sets = Enumerable.Range(1, (1 << Terms.Count) - 2)
            .Select(bits => Terms.Where((_, i) => (bits & (1 << i)) != 0).ToArray())
            .Where(set => Right - set.Sum(term => term.Value) == given).ToArray();
        if (sets.Length == 0)
        {
            return null;
        }

        var least = sets.Min(set => set.Length);
        string[] names = [.. sets.Where(set => set.Length == least).Select(Names).Distinct()];
        return $"{string.Join(least == 1 ? " or " : ", or ", names)} {(least == 1 || names.All(Terms.Select(term => term.Kind).Contains) ? "is" : "are")} missing from the sum.";
    }

    private string? Twice(long given) =>
        Terms.Where(term => Right + term.Value == given).Select(term => term.Name).ToArray() is { Length: > 0 } names
            ? $"{string.Join(" or ", names)} is counted twice." : null;

    // In one term, or the same mistake in every term where it can be made.
    private string? ByWrongRule(long given)
    {
        var single = from term in Terms from slip in term.Slips where Right - term.Value + slip.Value == given select $"{term.Name}: {slip.Hint}";
        var everywhere =
            from same in Terms.SelectMany(term => term.Slips.Select(slip => (Term: term, Slip: slip))).GroupBy(pair => pair.Slip.Hint)
            where Right + same.Sum(pair => pair.Slip.Value - pair.Term.Value) == given
            select $"{string.Join(", ", same.Select(pair => pair.Term.Name))}: {same.Key}";
        return single.Concat(everywhere).FirstOrDefault();
    }

    private string Size(long given) => Terms.Count == 1
        ? $"too {(given < Right ? "few" : "many")}. {Method}".TrimEnd()
        : $"too {(given < Right ? "few" : "many")}. Write the {Unit} of each part on its own line: {string.Join(", ", Terms.Select(term => term.Name))}.";

    private string Names(IReadOnlyList<Term> set)
    {
        var kind = set[0].Kind;
        return kind.Length > 0 && set.All(term => term.Kind == kind) && set.Count == Terms.Count(term => term.Kind == kind) ? kind
            : set.Count == 1 ? set[0].Name
            : $"{string.Join(", ", set.SkipLast(1).Select(term => term.Name))} and {set[^1].Name}";
    }

    private static long? Whole(object? answer) => answer switch
    {
        null => 0,
        int or long or short or byte or uint => Convert.ToInt64(answer, CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < long.MaxValue && number == Math.Floor(number) => (long)number,
        _ => null,
    };
}
