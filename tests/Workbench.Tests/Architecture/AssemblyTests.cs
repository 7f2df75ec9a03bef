using System.Reflection;

namespace Workbench.Tests.Architecture;

public class AssemblyTests
{
    public static TheoryData<string> Names => [.. DependencyRules.Assemblies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_assembly_uses_only_the_assemblies_in_its_row(string name)
    {
        var breaches =
            from reference in Assembly.Load(name).GetReferencedAssemblies()
            where !IsPartOfDotNet(reference.Name!) && !DependencyRules.Assemblies[name].Contains(reference.Name)
            select $"{name} uses {reference.Name}";

        Rule.Holds(
            breaches,
            $"{name} may use: {string.Join(", ", DependencyRules.Assemblies[name])}. Move the code to the project that owns " +
            "the dependency; a new one is a decision and goes into DependencyRules.cs first.");
    }

    [Fact]
    public void Internals_are_shown_within_the_repository_only()
    {
        var breaches =
            from assembly in Library.Assemblies
            from friend in assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>()
            where friend.AssemblyName != "Benchmarks" && !friend.AssemblyName.EndsWith(".Tests", StringComparison.Ordinal) && !DependencyRules.Assemblies.ContainsKey(friend.AssemblyName)
            select $"{assembly.GetName().Name} shows its internals to {friend.AssemblyName}";

        Rule.Holds(breaches, "Public is what people outside the repository use; what its own projects share they share as friends.");
    }

    private static bool IsPartOfDotNet(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll"));
}
