using Mono.Cecil;

namespace NotebookEngine.Scripting;

/// <summary>Finds the methods of a compiled cell that may call themselves, at once or by way of others.</summary>
internal static class CallCycles
{
    /// <summary>
    /// Methods on a cycle of calls inside the cell, and those through which a library or a delegate may call back:
    /// overrides, and whatever calls a delegate.
    /// </summary>
    public static HashSet<MethodDefinition> Find(IReadOnlyList<MethodDefinition> methods)
    {
        var known = methods.ToHashSet();
        var calls = methods.ToDictionary(method => method, method => Called(method).Where(known.Contains).ToHashSet());
        var found = methods.Where(method => IsOverride(method) || CallsDelegate(method)).ToHashSet();

        // What calls nothing of the cell, or is called by nothing of it, is on no cycle; then the next such, to the core.
        var left = calls.Keys.ToHashSet();
        int before;
        do
        {
            before = left.Count;
            var called = left.SelectMany(method => calls[method]).ToHashSet();
            left.RemoveWhere(method => !called.Contains(method) || !calls[method].Overlaps(left));
        }
        while (left.Count < before);

        found.UnionWith(left);
        return found;
    }

    private static bool IsOverride(MethodDefinition method) =>
        method is { IsVirtual: true, IsReuseSlot: true } && !method.DeclaringType.Name.StartsWith('<');

    private static bool CallsDelegate(MethodDefinition method) => method.Body.Instructions.Any(instruction =>
        instruction.Operand is MethodReference { Name: "Invoke" } called
        && called.DeclaringType.GetElementType().FullName is var type
        && (type.StartsWith("System.Func`", StringComparison.Ordinal) || type.StartsWith("System.Action", StringComparison.Ordinal)
            || called.DeclaringType.Scope == method.Module));

    private static IEnumerable<MethodDefinition> Called(MethodDefinition method)
    {
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.Operand is MethodReference called && called.DeclaringType.Scope == method.Module && called.Resolve() is { } known)
            {
                yield return known;
            }
        }

        // An iterator or an async method goes on in a type that the compiler made.
        foreach (var made in MadeBy(method))
        {
            foreach (var moveNext in made.Methods.Where(one => one.Name == "MoveNext"))
            {
                yield return moveNext;
            }
        }
    }

    private static IEnumerable<TypeDefinition> MadeBy(MethodDefinition method) =>
        method.Body.Variables.Select(variable => variable.VariableType)
            .Concat(method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>().Select(called => called.DeclaringType))
            .Where(type => type.Name.StartsWith('<') && type.Scope == method.Module)
            .Select(type => type.Resolve()).Where(type => type is not null && type != method.DeclaringType).Distinct();
}
