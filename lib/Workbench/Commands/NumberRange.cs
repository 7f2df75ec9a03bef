using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Workbench.Commands;

/// <summary>
/// The numbers that an option takes. Every option for a number is made by one: its help shows the range, and what lies
/// outside is refused before the command begins.
/// </summary>
/// <typeparam name="T">What kind of number.</typeparam>
/// <param name="Least">The least of them.</param>
/// <param name="Most">The greatest of them.</param>
internal sealed record NumberRange<T>(T Least, T Most)
    where T : struct, INumber<T>, IMinMaxValue<T>
{
    private const string Name = "N";

    private static string Kind => T.IsInteger(T.One / (T.One + T.One)) ? "a whole number" : "a number";

    /// <summary>An option that has a value where none is given.</summary>
    public Option<T> Option(string name, string description, T usual) => Option(name, description, () => usual);

    /// <inheritdoc cref="Option(string, string, T)"/>
    public Option<T> Option(string name, string description, Func<T> usual) => new(name)
    {
        HelpName = Name,
        Description = Described(description),
        DefaultValueFactory = _ => usual(),
        CustomParser = Parse,
    };

    /// <summary>An option that may be left out.</summary>
    public Option<T?> Option(string name, string description) => new(name)
    {
        HelpName = Name,
        Description = Described(description),
        CustomParser = given => Parse(given),
    };

    /// <summary>As help and errors have it, without separators of thousands, which no option takes.</summary>
    public override string ToString() => $"{Text(Least)} to {Text(Most)}";

    private string Described(string description) => Most == T.MaxValue ? $"{description} (any whole number)" : $"{description} ({this})";

    // The parser's own would take the comma of "0,35" for a separator of thousands.
    private T Parse(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        if (Parsed(text) is not { } number)
        {
            given.AddError($"{((OptionResult)given.Parent!).Option.Name} takes {Kind} from {this}, not {Misuse.Quoted(text)}");
            return default;
        }

        return number;
    }

    /// <summary>One of the numbers; null where the text is none.</summary>
    internal T? Parsed(string text) =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most ? number : null;

    private static string Text(T number) => decimal.CreateChecked(number).ToString(CultureInfo.InvariantCulture);
}
