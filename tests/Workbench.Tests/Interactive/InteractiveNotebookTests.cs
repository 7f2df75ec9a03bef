using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;
using NotebookEngine.Running;
using Workbench.Tests.Notebooks;

namespace Workbench.Tests.Interactive;

/// <summary>Every notebook in the real .NET Interactive: one after another, 8 to 30 seconds each.</summary>
[Collection(InteractiveHosts.Name)]
public class InteractiveNotebookTests
{
    public static TheoryData<string> Names => Shipped.Names;

    [DeepTheory]
    [MemberData(nameof(Names))]
    public async Task It_shows_what_our_kernel_shows(string name)
    {
        using var host = await NotebookHost.DotNetInteractiveAsync();
        var committed = Shipped.Read(name);

        var executed = HostOutputs.AsOurs(await host.ExecuteAsync(committed));

        Assert.Equal(committed.Code().SelectMany(Forms), executed.Code().SelectMany(Forms));
        var differences = NotebookComparison.Describe(committed, executed);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    // Volatile cells too: their numbers may differ, their forms not.
    private static IEnumerable<string> Forms(Cell cell) => cell.Outputs.Select(output =>
        $"{cell.Id}: {output["output_type"]} {output["name"]}{string.Join(" ", (output["data"] as JsonObject ?? []).Select(form => form.Key).Order(StringComparer.Ordinal))}");
}
