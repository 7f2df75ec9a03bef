using NotebookEngine.Notebooks;
using Workbench.Tests.Gallery;
using Workbench.Tests.Interactive;
using Workbench.Tests.Kernel;
using Workbench.Tests.Page;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Notebooks;

/// <summary>
/// The notebooks as someone sees them who opens a copy for the first time: a front end cleans outputs that it has not
/// computed. The classic one takes HTML before pictures.
/// </summary>
[Collection(NotebookHost.OneAtATime)]
public class UntrustedNotebookTests
{
    [DeepFact]
    public async Task Every_picture_is_seen_before_a_notebook_is_trusted()
    {
        using var jupyter = new JupyterFolder(); // a home of its own: it trusts none
        var copies = Directory.CreateDirectory(Path.Combine(jupyter.Path, "notebooks")).FullName;
        foreach (var path in Shipped.Paths)
        {
            File.Copy(path, Path.Combine(copies, Path.GetFileName(path)));
        }

        await using var server = await JupyterServer.StartAsync(jupyter, copies);
        await using var browser = await Browser.StartAsync(server.AddressOf(""));
        foreach (var path in Shipped.Paths)
        {
            var pictures = Notebook.Read(path).Code().SelectMany(cell => cell.Outputs).Count(output => output["data"]?["image/png"] is not null);
            await browser.Page.GotoAsync(server.AddressOf(Path.GetFileName(path)).AbsoluteUri);

            await Expect(browser.Page.Locator("#notification_trusted")).ToHaveTextAsync("Not Trusted");
            await Expect(browser.Page.Locator(".output_subarea img[src^='data:image/png;base64,']")).ToHaveCountAsync(pictures);
        }
    }
}
