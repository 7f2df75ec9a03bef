using System.Text.RegularExpressions;
using Fuzzing;
using Sandglass;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Networks;
using Workbench.Reports;

namespace Workbench.Tests.Export;

/// <summary>Pages of damaged ONNX files: a page, or the typed error; and no markup but the page's own.</summary>
public class NetworkPageFuzzTests
{
    [DeepFact]
    public void Damaged_files_are_pages_or_the_typed_error()
    {
        var good = Good();
        var (read, refused) = new FuzzRuns("network-page", 1000) { MostAllocated = 256 << 20 }.Run(
            random =>
            {
                var html = NetworkPages.Of(new ShownNetwork("damaged", OnnxFile.Parse(ByteMutations.Mutate(good, random), "damaged.onnx"), Steps: null, "")).ToHtml();
                Assert.Equal(2, Regex.Count(html, "<script"));
                Assert.DoesNotContain("<odd", html);
            },
            fault => fault is WorkbenchException && !fault.Message.Any(char.IsControl) && fault.Message.Length < 700);
        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    // Names that would be markup, some with the dots of blocks.
    private static byte[] Good()
    {
        var graph = UntrainedExport.Of(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1), seed: 1);
        using var file = new MemoryStream();
        OnnxFile.Write(file, graph with { Nodes = [.. graph.Nodes.Select(node => node with { Name = $"<odd>.{node.Name}" })] });
        return file.ToArray();
    }
}
