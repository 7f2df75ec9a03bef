namespace NotebookEngine.Scripting;

/// <summary>How a text of C# is delimited: how it ends, and where code stands in it.</summary>
/// <param name="Code">The code that it stands in.</param>
/// <param name="Start">Where its characters begin, after the quotes.</param>
/// <param name="Quotes">The quotes around it: 1, or 3 and more of a raw text.</param>
/// <param name="IsVerbatim">Whether quotes are doubled in it, and nothing else is special.</param>
/// <param name="Braces">The braces that open code in it; 0 where it is not interpolated.</param>
internal sealed record TextLiteral(string Code, int Start, int Quotes, bool IsVerbatim, int Braces)
{
    public bool IsOfManyLines => IsVerbatim || Quotes > 1;

    /// <summary>The text that begins at the position, or null.</summary>
    public static TextLiteral? At(string code, int at)
    {
        var prefix = code.AsSpan(at).IndexOfAnyExcept('$', '@');
        if (prefix < 0 || code[at + prefix] != '"')
        {
            return null;
        }

        var marks = code.AsSpan(at, prefix);
        var isVerbatim = marks.Contains('@');
        var quotes = Run(code, at + prefix, '"');
        var braces = isVerbatim ? Math.Min(1, marks.Count('$')) : marks.Count('$');
        return isVerbatim || quotes < 3
            ? new TextLiteral(code, at + prefix + 1, 1, isVerbatim, Math.Min(1, braces))
            : new TextLiteral(code, at + prefix + quotes, quotes, false, braces);
    }

    /// <summary>Where the characters that go on at the position end.</summary>
    /// <param name="at">The beginning of the text, or where code in it has ended.</param>
    /// <param name="isHole">Whether code begins there, else the text is over.</param>
    public int End(int at, out bool isHole)
    {
        isHole = false;
        while (at < Code.Length)
        {
            switch (Code[at])
            {
                case '"' when Quotes > 1:
                    var quotes = Run(Code, at, '"');
                    at += quotes;
                    if (quotes >= Quotes)
                    {
                        return at;
                    }

                    break;
                case '"' when !(IsVerbatim && IsDoubled(at)):
                    return at + 1;
                case '{' when Quotes > 1 && Braces > 0:
                    var braces = Run(Code, at, '{');
                    at += braces;
                    isHole = braces >= Braces;
                    break;
                case '{' when Braces > 0 && !IsDoubled(at):
                    at++;
                    isHole = true;
                    break;
                case '"' or '{' when IsDoubled(at):
                    at += 2;
                    break;
                case '\n' when !IsOfManyLines:
                    return at;
                case '\\' when !IsOfManyLines:
                    at += 2;
                    break;
                default:
                    at++;
                    break;
            }

            if (isHole)
            {
                return at;
            }
        }

        return Code.Length;
    }

    private bool IsDoubled(int at) => at + 1 < Code.Length && Code[at + 1] == Code[at];

    private static int Run(string code, int at, char of)
    {
        var length = code.AsSpan(at).IndexOfAnyExcept(of);
        return length < 0 ? code.Length - at : length;
    }
}
