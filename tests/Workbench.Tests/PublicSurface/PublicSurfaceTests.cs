using System.Reflection;
using PublicApiGenerator;

namespace Workbench.Tests.PublicSurface;

public class PublicSurfaceTests
{
    [Theory]
    [InlineData("WholeFiles")]
    [InlineData("Sandglass")]
    [InlineData("Sandglass.Paper")]
    [InlineData("Sandglass.Lessons")]
    [InlineData("Sandglass.Compute")]
    [InlineData("Sandglass.Images")]
    [InlineData("Sandglass.Detection")]
    [InlineData("Sandglass.Search")]
    [InlineData("Sandglass.Deployment")]
    [InlineData("Sandglass.Display")]
    [InlineData("Sandglass.Interactive")]
    [InlineData("NotebookEngine")]
    public void The_public_surface_is_the_accepted_one(string library)
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        var actual = Assembly.Load(library).GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        new Snapshot(Repository.PathTo("tests", "Workbench.Tests", "PublicSurface", library + ".txt")).Compare(actual);
    }

    /// <summary>What a reader meets who opens the one namespace: a list that is reviewed name by name.</summary>
    [Fact]
    public void The_namespace_that_every_user_opens_has_the_accepted_types()
    {
        var types = Architecture.Library.Libraries.SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.Namespace == "Sandglass" && !type.IsNested).Select(type => $"{type.Name}\t{type.Assembly.GetName().Name}").Order(StringComparer.Ordinal);
        new Snapshot(Repository.PathTo("tests", "Workbench.Tests", "PublicSurface", "Facade.txt")).Compare(string.Join('\n', types) + "\n");
    }

    [Fact]
    public void All_libraries_together_show_at_most_150_types()
    {
        var types = Architecture.Library.Libraries.SelectMany(assembly => assembly.GetExportedTypes()).Select(type => type.FullName!).Order(StringComparer.Ordinal).ToArray();
        Assert.True(types.Length <= 150, $"{types.Length} public types: make internal what nobody outside the repository writes down.\n{string.Join('\n', types)}");
    }
}
