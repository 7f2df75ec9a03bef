using System.Reflection;
using PublicApiGenerator;

namespace Workbench.Tests.PublicSurface;

public class PublicSurfaceTests
{
    [Theory]
    [InlineData("WholeFiles")]
    [InlineData("Sandglass")]
    [InlineData("Sandglass.Paper")]
    [InlineData("Sandglass.Images")]
    [InlineData("Sandglass.Detection")]
    [InlineData("Sandglass.Search")]
    [InlineData("Sandglass.Display")]
    [InlineData("Sandglass.Interactive")]
    [InlineData("NotebookEngine")]
    public void The_public_surface_is_the_accepted_one(string library)
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        var actual = Assembly.Load(library).GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        new Snapshot(Repository.PathTo("tests", "Workbench.Tests", "PublicSurface", library + ".txt")).Compare(actual);
    }
}
