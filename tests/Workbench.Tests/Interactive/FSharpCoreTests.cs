using NotebookEngine.Notebooks;
using Workbench.Tests.Notebooks;

namespace Workbench.Tests.Interactive;

/// <summary>Plotly.NET needs FSharp.Core: one host carries an older one, loaded into its default context, the other none.</summary>
[Collection(InteractiveHosts.Name)]
public class FSharpCoreTests
{
    private const string Chart = "Counter.Count(Plan.SmallImage(BlockFamily.Sandglass).AtWidth(0.5)).CostByStage()";

    private const string Loaded = """
        string.Join("; ", AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name == "FSharp.Core")
            .Select(a => $"{a.GetName().Version} in {System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(a)!.Name}"))
        """;

    [DeepFact]
    public async Task In_NET_Interactive_it_is_the_hosts_own()
    {
        using var host = await NotebookHost.DotNetInteractiveAsync();
        Assert.Equal("10.0.0.0 in Default", await DrawAsync(host));
    }

    [DeepFact]
    public async Task In_our_kernel_it_is_the_librarys()
    {
        using var host = await NotebookHost.OursAsync();
        Assert.Equal("10.1.0.0 in notebook", await DrawAsync(host));
    }

    private static async Task<string?> DrawAsync(NotebookHost host)
    {
        var start = Shipped.Read("00-start-here.ipynb");
        var first = start.Code().First();
        Cell[] cells = [first, first with { Id = "chart", Source = Chart, Outputs = [] }, first with { Id = "loaded", Source = Loaded, Outputs = [] }];

        var executed = (await host.ExecuteAsync(start with { Cells = cells })).Cells;

        var chart = executed[1].Outputs.Single()["data"]!;
        Assert.NotNull(chart["application/vnd.plotly.v1+json"]);
        Assert.NotNull(chart["image/png"]);
        return NotebookReader.Joined(executed[2].Outputs.Single()["data"]!["text/plain"]);
    }
}
