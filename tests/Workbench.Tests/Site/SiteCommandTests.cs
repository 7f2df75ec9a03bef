using Workbench.Tests.Running;

namespace Workbench.Tests.Site;

public sealed class SiteCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    [Fact]
    public async Task A_folder_that_is_there_is_left_alone()
    {
        Directory.CreateDirectory(_folder["site"]);
        var (code, _, error) = await WorkbenchProgram.RunAsync("site", _folder["site"]);
        Assert.Equal(1, code);
        Assert.Contains(_folder["site"], error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["site"]));
    }

    [Fact]
    public async Task Where_the_repository_lacks_something_nothing_is_left_behind()
    {
        Directory.CreateDirectory(_folder["notebooks"]);
        File.Copy(Repository.PathTo("notebooks", "02-counting.ipynb"), _folder["notebooks/02-counting.ipynb"]);
        var (code, _, error) = await WorkbenchProgram.RunInAsync(_folder.Path, "site", "site");
        Assert.Equal(1, code);
        Assert.Contains("site", error, StringComparison.Ordinal);
        Assert.Equal(["notebooks"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    public void Dispose() => _folder.Dispose();
}
