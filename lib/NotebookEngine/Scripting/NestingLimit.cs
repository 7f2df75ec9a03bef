namespace NotebookEngine.Scripting;

/// <summary>
/// Refuses code that no parser survives: Roslyn's ends the process where brackets, interpolations or generic types are
/// nested thousands deep. The limits are far above what anybody writes.
/// </summary>
internal static class NestingLimit
{
    /// <summary>Brackets inside each other.</summary>
    public const int Deepest = 200;

    /// <summary>Interpolated texts inside each other: each doubles the time of the compiler.</summary>
    public const int DeepestTexts = 10;

    /// <summary>Operators and dots in a row at one depth, up to the next comma or semicolon.</summary>
    public const int LongestChain = 4000;

    /// <summary>For how many operators a word such as <c>is</c>, <c>if</c> or <c>select</c> stands: the compiler takes more of the stack for it.</summary>
    public const int WordWeight = 4;

    /// <summary>And for how many a clause of a query or the call of what a call gave: the compiler's time grows with their cube.</summary>
    public const int ClauseWeight = 16;

    /// <summary>Type arguments inside type arguments, tags and braces of a documentation comment, operators of an <c>#if</c>.</summary>
    public const int MostOpen = 300;

    /// <summary>Checks the code before it is parsed, in one pass.</summary>
    /// <exception cref="CellException">It is nested too deeply.</exception>
    public static void Check(string code)
    {
        if (Refusal(code) is var (why, line))
        {
            throw new CellException("NestingTooDeep", why, line);
        }
    }

    /// <summary>Whether the code can be parsed.</summary>
    public static bool Allows(string code) => Refusal(code) is null;

    private static (string Why, int Line)? Refusal(string code)
    {
        var scan = new NestingScan(code);
        return scan.Run() is { } what
            ? ($"{what}; write it in smaller pieces, with variables between them", code.AsSpan(0, scan.Position).Count('\n') + 1)
            : null;
    }
}
