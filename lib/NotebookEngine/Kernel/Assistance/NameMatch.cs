namespace NotebookEngine.Kernel.Assistance;

/// <summary>How well a name answers what was typed; the better are smaller.</summary>
internal enum NameMatch
{
    /// <summary>The name begins with it.</summary>
    Prefix,

    /// <summary>The name begins with it but for the case of letters.</summary>
    PrefixInAnyCase,

    /// <summary>Its letters are beginnings of words of the name, as <c>WL</c> or <c>Line</c> of <c>WriteLine</c>.</summary>
    Words,

    /// <summary>It is another name.</summary>
    None,
}

/// <summary>Compares what was typed with names, as editors do.</summary>
internal static class NameMatches
{
    public static NameMatch Of(string name, string typed) => name switch
    {
        _ when name.StartsWith(typed, StringComparison.Ordinal) => NameMatch.Prefix,
        _ when name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) => NameMatch.PrefixInAnyCase,
        _ when HasWords(name, typed) => NameMatch.Words,
        _ => NameMatch.None,
    };

    // reached[i]: the letters typed so far can end before name[i]. The next one goes on there or begins a later word.
    private static bool HasWords(string name, string typed)
    {
        var reached = new bool[name.Length + 1];
        reached[0] = true;
        foreach (var letter in typed)
        {
            var next = new bool[name.Length + 1];
            var isPast = false;
            for (var at = 0; at < name.Length; at++)
            {
                isPast |= reached[at];
                next[at + 1] = char.ToUpperInvariant(name[at]) == char.ToUpperInvariant(letter)
                    && (reached[at] || (isPast && BeginsWord(name, at)));
            }

            reached = next;
        }

        return reached.Contains(true);
    }

    private static bool BeginsWord(string name, int at) =>
        at == 0
        || !char.IsLetterOrDigit(name[at - 1])
        || (char.IsDigit(name[at]) && !char.IsDigit(name[at - 1]))
        || (char.IsUpper(name[at]) && (!char.IsUpper(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1]))));
}
