using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Scripting;

/// <summary>Passes over the lines that begin with <c>#</c>, and over what an <c>#if</c> leaves out.</summary>
internal sealed class ConditionalRegions(string code)
{
    private readonly List<string> _symbols = [];
    private int _open;

    /// <summary>Whether a condition, or the list of symbols, is longer than a parser of its own should see.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether nothing but white space stands before the position on its line.</summary>
    public bool BeginsLine(int at)
    {
        while (at > 0 && char.IsWhiteSpace(code[at - 1]) && code[at - 1] != '\n')
        {
            at--;
        }

        return at == 0 || code[at - 1] == '\n';
    }

    /// <summary>Passes the line at the position, and what it leaves out.</summary>
    /// <returns>Where code goes on.</returns>
    public int Pass(int at)
    {
        var line = Line(at);
        switch (Word(line))
        {
            case "define" or "undef":
                _symbols.Add(line);
                IsTooLong |= _symbols.Count > NestingLimit.MostOpen;
                break;
            case "if":
                _open++;
                return IsTaken(line) ? at + line.Length : Skip(at + line.Length, wasTaken: false);
            case "elif" or "else" when _open > 0:
                return Skip(at + line.Length, wasTaken: true);
            case "endif" when _open > 0:
                _open--;
                break;
        }

        return at + line.Length;
    }

    private int Skip(int at, bool wasTaken)
    {
        var inside = 0;
        while (at < code.Length && !IsTooLong)
        {
            at += code[at] == '\n' ? 1 : 0;
            var line = Line(at);
            at += line.Length;
            switch (Word(line))
            {
                case "if":
                    inside++;
                    break;
                case "endif" when inside > 0:
                    inside--;
                    break;
                case "endif":
                    _open--;
                    return at;
                case "else" when inside == 0 && !wasTaken:
                    return at;
                case "elif" when inside == 0 && !wasTaken && IsTaken(line):
                    return at;
            }
        }

        return at;
    }

    // Roslyn itself answers, of this line alone.
    private bool IsTaken(string line)
    {
        var condition = line[(line.IndexOf("if", StringComparison.Ordinal) + 2)..];
        IsTooLong |= condition.AsSpan().Count('(') + condition.Count(letter => letter is '!' or '&' or '|' or '=') > NestingLimit.MostOpen;
        return !IsTooLong && CSharpSyntaxTree.ParseText($"{string.Join('\n', _symbols)}\n#if {condition}\n#endif", CellCompiler.ParseOptions)
            .GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<IfDirectiveTriviaSyntax>().First().BranchTaken;
    }

    private string Line(int at)
    {
        var end = code.IndexOf('\n', at);
        return code[at..(end < 0 ? code.Length : end)];
    }

    private static string Word(string line)
    {
        var text = line.AsSpan().Trim();
        if (text is not ['#', ..])
        {
            return "";
        }

        text = text[1..].TrimStart();
        var end = text.IndexOfAnyExceptInRange('a', 'z');
        return (end < 0 ? text : text[..end]).ToString();
    }
}
