namespace NotebookEngine.Scripting;

/// <summary>
/// Walks through C# once, without recursion, and knows no more of it than what opens and closes: brackets outside of
/// texts and comments, and the code inside interpolated texts.
/// </summary>
internal sealed class NestingScan(string code)
{
    // Each may put what follows or what stands before it one level deeper.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Nesting = new HashSet<string>(
        "is as and or not ref await throw switch with if else while do for foreach using lock fixed where orderby case when goto".Split(' '))
        .GetAlternateLookup<ReadOnlySpan<char>>();

    // Each makes all before it a part of what follows, with its own names.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Clauses =
        new HashSet<string>("from join let group select into".Split(' ')).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Stack<Level> _levels = new([new Level('\0', null)]);
    private readonly ConditionalRegions _regions = new(code);
    private int _documented;
    private int _angles;
    private int _texts;
    private char _last;
    private int _at;

    /// <summary>Where the scan is.</summary>
    public int Position => Math.Min(_at, code.Length);

    private Level Top => _levels.Peek();

    /// <summary>Scans to the end.</summary>
    /// <returns>What is too deep, or null.</returns>
    public string? Run()
    {
        while (_at < code.Length)
        {
            Step();
            if (_levels.Count > NestingLimit.Deepest)
            {
                return FormattableString.Invariant($"brackets are nested more than {NestingLimit.Deepest} deep");
            }

            if (_texts > NestingLimit.DeepestTexts)
            {
                return FormattableString.Invariant($"interpolated texts are nested more than {NestingLimit.DeepestTexts} deep");
            }

            if (Top.Chain > NestingLimit.LongestChain)
            {
                return FormattableString.Invariant($"an expression has more than {NestingLimit.LongestChain} operators in a row");
            }

            if (_angles > NestingLimit.MostOpen)
            {
                return FormattableString.Invariant($"type arguments are nested more than {NestingLimit.MostOpen} deep");
            }

            if (_documented > NestingLimit.MostOpen || _regions.IsTooLong)
            {
                return FormattableString.Invariant($"a documentation comment or an #if has more than {NestingLimit.MostOpen} parts");
            }
        }

        return null;
    }

    private void Step()
    {
        var next = code[_at];
        switch (next)
        {
            case '#' when _regions.BeginsLine(_at):
                _at = _regions.Pass(_at);
                return;
            case '/' when Ahead("//") || Ahead("/*"):
                Comment();
                return;
            case '\'':
                CharacterLiteral();
                return;
            case '"' or '$' or '@' when TextLiteral.At(code, _at) is { } text:
                _at = text.Start;
                ContinueText(text);
                return;
            case '$' or '@':
                _at += code.AsSpan(_at).IndexOfAnyExcept('$', '@') is > 0 and var marks ? marks : code.Length;
                return;
            case ':' when Ahead("::"):
                _at += 2;
                return;
            case ':' when Top.Text is { } hole:
                SkipFormat(hole);
                return;
            case '}' when Top.Text is { } text:
                Pop();
                _texts--;
                _at += text.Braces;
                ContinueText(text);
                return;
        }

        if (char.IsLetter(next) || next == '_')
        {
            Word();
            return;
        }

        Count(next);
        _at++;
    }

    private void Word()
    {
        var end = _at + 1;
        while (end < code.Length && (char.IsLetterOrDigit(code[end]) || code[end] == '_'))
        {
            end++;
        }

        var word = code.AsSpan(_at, end - _at);
        if (_last == '}' && word is "switch" or "with")
        {
            Top.Chain = Top.Before; // what the brace ended goes on
        }

        Top.Chain += Clauses.Contains(word) ? NestingLimit.ClauseWeight : Nesting.Contains(word) ? NestingLimit.WordWeight : 0;
        (_documented, _last, _at) = (0, code[_at], end);
    }

    private void Count(char next)
    {
        if (char.IsWhiteSpace(next))
        {
            return;
        }

        _documented = 0;
        switch (next)
        {
            case '(' or '[' or '{':
                Top.Chain += _last is ')' or ']' ? NestingLimit.ClauseWeight : 0; // called or indexed again
                _levels.Push(new Level(next switch { '(' => ')', '[' => ']', _ => '}' }, null));
                break;
            case ')' or ']' or '}' when Top.Closer == next:
                Pop();
                (Top.Before, Top.Chain) = (Top.Chain, next == '}' ? 0 : Top.Chain);
                break;
            case ';':
                Top.Chain = 0;
                CloseAngles(Top.Angles);
                break;
            case ',':
                Top.Chain = 0; // it parts type arguments too, so what they opened stays open
                break;
            case '<':
                CloseAngles(-1);
                Top.Chain++;
                break;
            case '>':
                CloseAngles(Math.Min(1, Top.Angles));
                Top.Chain++;
                break;
            case '+' or '-' or '/' or '%' or '&' or '|' or '^' or '!' or '~' or '=':
                CloseAngles(Top.Angles); // no type argument holds one
                Top.Chain++;
                break;
            case '.' or '?' or '*' or ':':
                Top.Chain++;
                break;
            case >= '0' and <= '9' when _last == '<':
                CloseAngles(Top.Angles); // a comparison
                break;
        }

        _last = next;
    }

    private void Pop()
    {
        CloseAngles(Top.Angles);
        _levels.Pop();
    }

    private void CloseAngles(int count)
    {
        Top.Angles -= count;
        _angles -= count;
    }

    // In a text that is interpolated, the next hole opens a level; its end comes back here.
    private void ContinueText(TextLiteral text)
    {
        _at = text.End(_at, out var isHole);
        if (isHole)
        {
            _levels.Push(new Level('}', text));
            _texts++;
        }
    }

    private void SkipFormat(TextLiteral hole)
    {
        while (_at < code.Length && code[_at] != '}' && (hole.IsOfManyLines || code[_at] != '\n'))
        {
            _at++;
        }
    }

    private void Comment()
    {
        var isBlock = code[_at + 1] == '*';
        var end = isBlock ? code.IndexOf("*/", _at + 2, StringComparison.Ordinal) : code.IndexOf('\n', _at);
        end = end < 0 ? code.Length : end + (isBlock ? 2 : 0);
        if (Ahead("///") || Ahead("/**"))
        {
            _documented += code.AsSpan(_at, end - _at).Count('<') + code.AsSpan(_at, end - _at).Count('{');
        }

        _at = end;
    }

    private void CharacterLiteral()
    {
        _at++;
        while (_at < code.Length && code[_at] is not ('\'' or '\n'))
        {
            _at += code[_at] == '\\' ? 2 : 1;
        }

        _at++;
    }

    private bool Ahead(string text) => string.CompareOrdinal(code, _at, text, 0, text.Length) == 0;

    private sealed class Level(char closer, TextLiteral? text)
    {
        public char Closer { get; } = closer;

        public TextLiteral? Text { get; } = text;

        public int Chain { get; set; }

        public int Before { get; set; }

        public int Angles { get; set; }
    }
}
