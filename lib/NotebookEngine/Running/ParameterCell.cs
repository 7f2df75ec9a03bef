using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NotebookEngine.Notebooks;
using NotebookEngine.Scripting;

namespace NotebookEngine.Running;

/// <summary>The cells tagged <c>parameters</c>: their variables can have other values without an edit of the notebook.</summary>
internal static class ParameterCell
{
    public const string Tag = "parameters";

    /// <summary>The code of every cell, with these values in place of those that its parameters have.</summary>
    /// <exception cref="ArgumentException">No such parameter, or a value that does not fit; the message lists what there is.</exception>
    public static string[] SetParameters(Notebook notebook, IReadOnlyDictionary<string, string> values)
    {
        var code = notebook.Cells.Select(cell => cell.Source).ToArray();
        if (values.Count == 0)
        {
            return code;
        }

        var parameters = notebook.Cells.Where(cell => cell.Kind == CellKind.Code && cell.Is(Tag)).SelectMany(Find).ToArray();
        if (values.Keys.FirstOrDefault(name => parameters.All(parameter => parameter.Name != name)) is { } missing)
        {
            throw new ArgumentException($"the notebook has no parameter '{missing}'; {List(parameters)}");
        }

        var enums = new Lazy<ILookup<string, string>>(() => Enums(notebook));
        foreach (var parameter in parameters.Where(one => values.ContainsKey(one.Name)).OrderByDescending(one => one.Place.Start))
        {
            var value = values[parameter.Name];
            var literal = (parameter.Type ?? throw Unfit("has a type that is not set from outside")).Literal(value, enums.Value)
                ?? throw Unfit($"({parameter.Type}) cannot be '{value}'");
            code[parameter.Cell - 1] = SourceText.From(code[parameter.Cell - 1]).Replace(parameter.Place, literal).ToString();

            ArgumentException Unfit(string how) => new($"parameter '{parameter.Name}' {how}; {List(parameters)}");
        }

        return code;
    }

    private static IEnumerable<Parameter> Find(Cell cell) =>
        from field in Root(cell).Members.OfType<FieldDeclarationSyntax>()
        from variable in field.Declaration.Variables
        where variable.Initializer is not null
        select new Parameter(
            cell.Number, variable.Identifier.ValueText, ParameterType.Of(field.Declaration.Type, variable.Initializer!.Value), variable.Initializer!.Value.Span);

    // Those that the notebook itself declares; a library's are found when the cell runs.
    private static ILookup<string, string> Enums(Notebook notebook) => notebook.Cells
        .Where(cell => cell.Kind == CellKind.Code && cell.Source.Contains("enum", StringComparison.Ordinal))
        .SelectMany(cell => Root(cell).DescendantNodes().OfType<EnumDeclarationSyntax>())
        .SelectMany(declared => declared.Members.Select(member => (Name: declared.Identifier.ValueText, Member: member.Identifier.ValueText)))
        .ToLookup(pair => pair.Name, pair => pair.Member);

    private static CompilationUnitSyntax Root(Cell cell)
    {
        try
        {
            NestingLimit.Check(cell.Source);
        }
        catch (CellException refused)
        {
            throw new ArgumentException(FormattableString.Invariant($"cell {cell.Number}: {refused.Message}"), refused);
        }

        return (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(cell.Source, CellCompiler.ParseOptions).GetRoot();
    }

    private static string List(IEnumerable<Parameter> parameters) =>
        parameters.Where(parameter => parameter.Type is not null).Select(parameter => $"{parameter.Name} ({parameter.Type})").ToArray() is { Length: > 0 } names
            ? $"it has {string.Join(", ", names)}"
            : $"no cell tagged '{Tag}' declares a variable with a value that can be set";

    private sealed record Parameter(int Cell, string Name, ParameterType? Type, TextSpan Place);
}
