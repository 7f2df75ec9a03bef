namespace Sandglass.Lessons.Checks;

/// <summary>One word out of a few for each of several things.</summary>
/// <param name="Id">The question.</param>
/// <param name="Words">The words to choose from.</param>
/// <param name="Items">What is asked about, in order.</param>
internal sealed record WordsQuestion(string Id, IReadOnlyList<string> Words, IReadOnlyList<WordItem> Items) : Question(Id)
{
    public override Feedback Check(object? answer)
    {
        string[]? given = answer switch
        {
            null => [],
            string one => [one],
            IEnumerable<string> several => [.. several],
            _ => null,
        };
        if (given is null || (given.Any(word => !string.IsNullOrWhiteSpace(word)) && given.Length != Items.Count))
        {
            return Feedback.Hint(FormattableString.Invariant($"the answer is {(Items.Count == 1 ? "a word" : $"a list of {Items.Count} words")}: {string.Join(", ", Words)}."));
        }

        if (given.Any(string.IsNullOrWhiteSpace) || given.Length == 0)
        {
            return Feedback.Unanswered($"choose from {string.Join(", ", Words)}{(Items.Count > 1 ? ", for every one" : "")}.");
        }

        var pairs = Items.Zip(given.Select(word => word.Trim().ToLowerInvariant()), (item, word) => (Item: item, Word: word)).ToArray();
        return pairs.FirstOrDefault(pair => !Words.Contains(pair.Word)) is { Item: not null } unknown ? Feedback.Hint($"{unknown.Item.Name}: '{unknown.Word}' is none of {string.Join(", ", Words)}.")
            : pairs.FirstOrDefault(pair => pair.Word != pair.Item.Right) is { Item: not null } wrong ? Feedback.Hint($"{wrong.Item.Name} is not '{wrong.Word}': {wrong.Item.Hints.GetValueOrDefault(wrong.Word, wrong.Item.Reason)}")
            : Feedback.Right(string.Join("; ", Items.Select(item => $"{item.Name}: {item.Right}")) + ".");
    }
}

/// <summary>One thing that a word is chosen for.</summary>
/// <param name="Name">What a hint calls it.</param>
/// <param name="Right">The right word.</param>
/// <param name="Reason">What to look at, for any wrong word.</param>
internal sealed record WordItem(string Name, string Right, string Reason)
{
    /// <summary>Hints by the wrong word, in place of the reason.</summary>
    public IReadOnlyDictionary<string, string> Hints { get; init; } = new Dictionary<string, string>();
}
