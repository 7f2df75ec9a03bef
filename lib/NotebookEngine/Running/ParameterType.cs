using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Running;

/// <summary>The type of a parameter, and how a text from outside becomes a literal of it. It never becomes other code.</summary>
/// <param name="Name">C#'s own word for the type, or the name of an enum.</param>
/// <param name="IsNullable">Whether null is a value too.</param>
internal sealed record ParameterType(string Name, bool IsNullable)
{
    private const string Text = "string";
    private const string Truth = "bool";

    private static readonly Dictionary<string, Func<string, string?>> Literals = new()
    {
        [Text] = value => SymbolDisplay.FormatLiteral(value, quote: true),
        [Truth] = value => value is "true" or "false" ? value : null,
        ["byte"] = Whole<byte>(""),
        ["sbyte"] = Whole<sbyte>(""),
        ["short"] = Whole<short>(""),
        ["ushort"] = Whole<ushort>(""),
        ["int"] = Whole<int>(""),
        ["uint"] = Whole<uint>("U"),
        ["long"] = Whole<long>("L"),
        ["ulong"] = Whole<ulong>("UL"),
        ["float"] = Real<float>("F"),
        ["double"] = Real<double>("D"),
        ["decimal"] = Real<decimal>("M"),
    };

    /// <summary>The type of a variable that is declared so, or null for one that no text can be turned into.</summary>
    public static ParameterType? Of(TypeSyntax declared, ExpressionSyntax value)
    {
        var type = declared is NullableTypeSyntax nullable ? nullable.ElementType : declared;
        var name = type switch
        {
            PredefinedTypeSyntax predefined => predefined.Keyword.ValueText,
            _ when OfLiteral(value) is { } literal => literal,
            { IsVar: true } => value is MemberAccessExpressionSyntax member && IsName(member) ? member.Expression.ToString() : null,
            NameSyntax given when IsName(value) || value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression => given.ToString(),
            _ => null,
        };
        return name is null || (type is PredefinedTypeSyntax && !Literals.ContainsKey(name)) ? null : new ParameterType(name, type != declared);
    }

    /// <summary>The value as C#, or null if it does not fit.</summary>
    /// <param name="value">A text from outside.</param>
    /// <param name="enums">The members of the enums that are known, by the enum's name.</param>
    public string? Literal(string value, ILookup<string, string> enums) =>
        IsNullable && Name != Text && value == "null" ? value
        : Literals.TryGetValue(Name, out var literal) ? literal(value)
        : Member(value, enums);

    /// <inheritdoc/>
    public override string ToString() => IsNullable ? Name + "?" : Name;

    // The text stays a text: which member it names is decided when the cell runs.
    private string? Member(string value, ILookup<string, string> enums)
    {
        var member = value.StartsWith(Name + '.', StringComparison.Ordinal) ? value[(Name.Length + 1)..] : value;
        var known = enums[Name.Split('.')[^1]];
        return SyntaxFacts.IsValidIdentifier(member) && (!known.Any() || known.Contains(member))
            ? $"System.Enum.Parse<{Name}>({SymbolDisplay.FormatLiteral(member, quote: true)})"
            : null;
    }

    private static string? OfLiteral(ExpressionSyntax value) => value switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax number } =>
            number.Token.Value is uint ? "long" : OfLiteral(number),
        LiteralExpressionSyntax literal => literal.Token.Value switch
        {
            string => Text,
            bool => Truth,
            int => "int",
            uint => "uint",
            long => "long",
            ulong => "ulong",
            float => "float",
            double => "double",
            decimal => "decimal",
            _ => null,
        },
        _ => null,
    };

    private static bool IsName(ExpressionSyntax value) =>
        value is IdentifierNameSyntax || (value is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax } member && IsName(member.Expression));

    private static Func<string, string?> Whole<T>(string suffix)
        where T : struct, INumber<T> => Number<T>(NumberStyles.AllowLeadingSign, suffix);

    private static Func<string, string?> Real<T>(string suffix)
        where T : struct, INumber<T> => Number<T>(NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, suffix);

    private static Func<string, string?> Number<T>(NumberStyles style, string suffix)
        where T : struct, INumber<T> => value =>
            T.TryParse(value, style, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number)
                ? number.ToString(null, CultureInfo.InvariantCulture) + suffix
                : null;
}
