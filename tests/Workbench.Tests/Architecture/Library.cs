using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Workbench.Tests.Architecture;

/// <summary>The assemblies under test and the types that somebody wrote in them.</summary>
internal static class Library
{
    /// <summary>The assemblies of <c>lib/</c>, by name.</summary>
    public static IEnumerable<Assembly> Assemblies => DependencyRules.Assemblies.Keys.Select(Assembly.Load);

    /// <summary>The assemblies that others build upon: all but the program.</summary>
    public static IEnumerable<Assembly> Libraries => Assemblies.Where(assembly => assembly.EntryPoint is null);

    /// <summary>Every type of an assembly, nested ones included, that no compiler or generator made.</summary>
    public static IEnumerable<Type> WrittenTypes(Assembly assembly) => assembly.GetTypes().Where(IsWritten);

    private static bool IsWritten(Type type) =>
        !type.Name.StartsWith('<')
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && !type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false)
        && (type.DeclaringType is null || IsWritten(type.DeclaringType));
}
