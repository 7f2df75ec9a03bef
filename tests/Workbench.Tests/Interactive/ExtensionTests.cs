using NotebookEngine.Notebooks;
using Sandglass.Interactive;
using Workbench.Tests.Notebooks;

namespace Workbench.Tests.Interactive;

/// <summary>The package that starts the library in .NET Interactive.</summary>
[Collection(InteractiveHosts.Name)]
public class ExtensionTests
{
    private static readonly string Folder = Repository.PathTo("artifacts", "notebook");

    [Fact]
    public void It_runs_the_first_cell_of_the_notebooks() => Assert.Equal(
        Shipped.Read("00-start-here.ipynb").Code().First().Source.Replace("../artifacts/notebook", "DIR", StringComparison.Ordinal),
        FirstCell.In("DIR"));

    [Fact]
    public void The_library_is_found_from_a_folder_upwards_or_where_the_variable_says()
    {
        Assert.Equal(Folder, LibraryFolder.Find(Repository.PathTo("notebooks"), null));
        Assert.Equal(Folder, LibraryFolder.Find(Path.GetTempPath(), Folder));
    }

    [Fact]
    public void Without_the_library_an_error_says_what_to_do()
    {
        var nowhere = Assert.Throws<InvalidOperationException>(() => LibraryFolder.Find(Path.GetTempPath(), null));
        Assert.Contains("dotnet build", nowhere.Message);
        var wrong = Assert.Throws<InvalidOperationException>(() => LibraryFolder.Find(Repository.PathTo("notebooks"), Path.GetTempPath()));
        Assert.Contains("SANDGLASS_NOTEBOOK", wrong.Message);
    }

    [DeepFact]
    public async Task The_package_starts_the_library_in_NET_Interactive()
    {
        using var host = await NotebookHost.DotNetInteractiveAsync();
        await host.AddPackageAsync("Sandglass.Interactive");
        var start = Shipped.Read("00-start-here.ipynb");
        var first = start.Code().First();
        Cell[] cells =
        [
            first with { Id = "package", Source = "#r \"nuget: Sandglass.Interactive, 0.1.0\"", Outputs = [] },
            first with { Id = "block", Source = "BlockSpec.Sandglass(inChannels: 96, outChannels: 96, reduction: 6)", Outputs = [] },
        ];

        var executed = (await host.ExecuteAsync(start with { Cells = cells })).Cells;

        Assert.Contains(executed[0].Outputs, output => output.ToJsonString().Contains("Sandglass 0.1.0 on .NET", StringComparison.Ordinal));
        var shown = start.Code().Single(cell => cell.Id == "spec").Outputs.Single()["data"]!;
        Assert.Equal(NotebookReader.Joined(shown["text/html"]), NotebookReader.Joined(executed[1].Outputs.Single()["data"]!["text/html"]));
    }
}
