using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookEngine.Export;

/// <summary>
/// New names for what is declared again. In a notebook each cell is a scope of its own and may declare a name again; an
/// app has one scope, in which even a loop may not use the name of a variable.
/// </summary>
internal sealed class UniqueNames
{
    private readonly Dictionary<ISymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _written;
    private readonly HashSet<string> _top = ["args", "NotebookOutput"];

    public UniqueNames(IReadOnlyList<ExportedCell> cells)
    {
        _written = [.. cells.SelectMany(cell => cell.Root.DescendantTokens()).Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)];
        var declared = cells.Select(cell => (IReadOnlyList<ISymbol>)[.. Declared(cell).Distinct(SymbolEqualityComparer.Default)]).ToArray();
        foreach (var symbol in declared.SelectMany(symbols => symbols).Where(IsTop))
        {
            Name(symbol);
            _top.Add(Of(symbol) ?? symbol.Name);
        }

        foreach (var symbol in declared.SelectMany(symbols => symbols).Where(symbol => !IsTop(symbol) && symbol is ILocalSymbol or IRangeVariableSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }))
        {
            Name(symbol);
        }
    }

    /// <summary>The new name of what a word means, or null if it keeps its own.</summary>
    public string? Of(ISymbol? symbol) => symbol switch
    {
        null => null,
        IMethodSymbol { ReducedFrom: { } reduced } => Of(reduced),
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.Destructor } made => Of(made.ContainingType),
        _ => _names.GetValueOrDefault(symbol.OriginalDefinition),
    };

    /// <summary>A name that nothing has yet.</summary>
    public string Fresh(string name)
    {
        var number = 2;
        while (!_written.Add(FormattableString.Invariant($"{name}{number}")))
        {
            number++;
        }

        return FormattableString.Invariant($"{name}{number}");
    }

    /// <summary>What a word declares or means, or null if the compiler does not say.</summary>
    public static ISymbol? Meaning(SemanticModel model, SyntaxToken word) => word.Parent switch
    {
        SimpleNameSyntax name => model.GetSymbolInfo(name).Symbol,
        { } declaration => model.GetDeclaredSymbol(declaration),
        null => null,
    };

    private static IEnumerable<ISymbol> Declared(ExportedCell cell) =>
        from word in cell.Root.DescendantTokens()
        where word.IsKind(SyntaxKind.IdentifierToken) && word.Parent is not SimpleNameSyntax
        let symbol = Meaning(cell.Model, word)
        where symbol is not null && symbol is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.Destructor }
        select symbol;

    // What a cell declares outside of blocks is a member of it.
    private static bool IsTop(ISymbol symbol) =>
        symbol is IFieldSymbol or INamedTypeSymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } && symbol.ContainingType is { IsScriptClass: true };

    private void Name(ISymbol symbol)
    {
        if (_top.Contains(symbol.Name))
        {
            _names[symbol] = Fresh(symbol.Name);
        }
    }
}
