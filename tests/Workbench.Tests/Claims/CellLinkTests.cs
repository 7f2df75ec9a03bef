using Sandglass.Paper;
using Workbench.Tests.Architecture;
using Workbench.Tests.Notebooks;
using Workbench.Tests.Running;

namespace Workbench.Tests.Claims;

public sealed class CellLinkTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    [Fact]
    public void Every_link_is_to_a_cell_that_is_there()
    {
        var cells = Shipped.Paths
            .SelectMany(path => Shipped.Read(Path.GetFileName(path)).Code().Select(cell => $"{Path.GetFileNameWithoutExtension(path)}#{cell.Id}"))
            .ToHashSet();
        var links = ClaimLedger.Load().Claims.Select(claim => (Where: claim.Id, claim.Cell))
            .Concat(PaperIndex.Load().Items.Select(item => (Where: item.Item, item.Cell)))
            .Where(link => link.Cell is not null);

        Rule.Holds(
            links.Where(link => !cells.Contains(link.Cell!.ToString())).Select(link => $"{link.Where}: {link.Cell}"),
            "Correct the column cell in data/paper, or leave it empty until the notebook is there.");
    }

    [Fact]
    public async Task The_gallery_of_the_repository_has_a_page_of_claims_that_leads_to_cells()
    {
        string[] notebooks = [Repository.PathTo("notebooks", "02-counting.ipynb"), Repository.PathTo("notebooks", "07-claims.ipynb")];
        var (code, _, error) = await WorkbenchProgram.RunAsync(["gallery", .. notebooks, "--out", _folder["gallery"]]);
        Assert.Equal((0, ""), (code, error));

        Assert.Contains("<a href=\"claims.html\">Claims and verdicts</a>", File.ReadAllText(_folder["gallery/index.html"]));
        var page = File.ReadAllText(_folder["gallery/claims.html"]);
        var published = Shipped.Read("02-counting.ipynb").Code().Single(cell => cell.Id == "published").Number;
        Assert.Contains(FormattableString.Invariant($"href=\"02-counting.html#cell-{published}\""), page);
        Assert.Contains(FormattableString.Invariant($"id=\"cell-{published}\""), File.ReadAllText(_folder["gallery/02-counting.html"]));
    }

    public void Dispose() => _folder.Dispose();
}
