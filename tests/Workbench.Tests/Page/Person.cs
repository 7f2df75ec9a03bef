using System.Diagnostics;
using Microsoft.Playwright;
using NotebookEngine.Notebooks;
using Workbench.Tests.Gallery;
using Workbench.Tests.Interactive;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Page;

/// <summary>Somebody with keyboard and mouse before a notebook in Jupyter's page.</summary>
internal sealed class Person : IAsyncDisposable
{
    private const string Name = "person.ipynb";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly NotebookHost _host;
    private readonly JupyterServer _server;
    private readonly Browser _browser;
    private readonly StepPictures _pictures;

    private Person(NotebookHost host, JupyterServer server, Browser browser, StepPictures pictures) =>
        (_host, _server, _browser, _pictures) = (host, server, browser, pictures);

    public IPage Page => _browser.Page;

    /// <summary>The cell that is selected.</summary>
    public ILocator Cell => Page.Locator(".cell.selected");

    /// <summary>What stands under it.</summary>
    public ILocator Output => Cell.Locator(".output_wrapper .output");

    /// <summary>The list of completions.</summary>
    public ILocator Completions => Page.Locator("#complete option");

    /// <summary>The tooltip.</summary>
    public ILocator Tooltip => Page.Locator("#tooltip .tooltiptext");

    /// <summary>Opens a copy of a notebook and waits for the kernel.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="pictures">What its pictures begin with.</param>
    public static async Task<Person> OpenAsync(Notebook notebook, string pictures)
    {
        var host = await NotebookHost.OursAsync();
        JupyterServer? server = null;
        try
        {
            server = await host.ServeAsync(Name, notebook);
            var browser = await Browser.StartAsync(server.AddressOf(Name));
            var person = new Person(host, server, browser, new StepPictures(browser.Page, pictures));
            await person.StepAsync("opening", person.ArriveAsync);
            return person;
        }
        catch
        {
            await (server?.DisposeAsync() ?? default);
            host.Dispose();
            throw;
        }
    }

    /// <summary>Does a step; it ends with a picture, or with one of where it failed.</summary>
    public async Task StepAsync(string name, Func<Task> step)
    {
        try
        {
            await step();
            Assert.Empty(TracesOfOurs(await Page.Locator("body").InnerTextAsync()));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new InvalidOperationException($"step '{name}': {failure.Message}; see {await _pictures.TakeAsync(name)}", failure);
        }

        await _pictures.TakeIfAskedAsync(name);
    }

    /// <summary>Runs a cell of the notebook, by its number from 0, to its end.</summary>
    public async Task RunAsync(int cell)
    {
        await Page.Locator(".cell").Nth(cell).ClickAsync(new() { Position = new() { X = 8, Y = 8 } });
        await RunAsync();
    }

    /// <summary>Puts code in the place of a cell's, by its number from 0, and runs it to its end.</summary>
    public async Task ReplaceAsync(int cell, string code)
    {
        await Page.Locator(".cell").Nth(cell).Locator(".CodeMirror-lines").ClickAsync();
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.InsertTextAsync(code);
        await RunAsync();
    }

    /// <summary>Saves the notebook, and gives it as the file has it.</summary>
    public async Task<Notebook> SaveAsync()
    {
        var before = File.GetLastWriteTimeUtc(_host.PathOf(Name));
        await Page.Keyboard.PressAsync("Control+s");
        for (var waited = Stopwatch.StartNew(); File.GetLastWriteTimeUtc(_host.PathOf(Name)) == before; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            Assert.InRange(waited.Elapsed, TimeSpan.Zero, Patience.Limit);
        }

        return Notebook.Read(_host.PathOf(Name));
    }

    /// <summary>Adds a cell under the selected one and pastes code into it.</summary>
    public async Task WriteAsync(string code)
    {
        await Page.Keyboard.PressAsync("Escape");
        await Page.Keyboard.PressAsync("b");
        await Page.Keyboard.PressAsync("Enter");
        await Page.Keyboard.InsertTextAsync(code);
    }

    /// <summary>Runs the selected cell and waits for its end.</summary>
    public async Task RunAsync()
    {
        await Page.Keyboard.PressAsync("Control+Enter");
        await WaitForEndAsync();
    }

    /// <summary>Adds a cell and runs it to its end.</summary>
    public async Task RunAsync(string code)
    {
        await WriteAsync(code);
        await RunAsync();
    }

    /// <summary>Waits until the selected cell has a number.</summary>
    public async Task WaitForEndAsync()
    {
        await Expect(Cell.Locator(".input_prompt")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"In\s\[\d+\]:"));
        await WaitForIdleAsync();
    }

    /// <summary>Runs all cells from the menu and waits for the end of the last.</summary>
    public async Task RunAllAsync()
    {
        await Page.Locator("#celllink").ClickAsync();
        await Page.Locator("#run_all_cells a").ClickAsync();
        await Expect(Page.Locator(".code_cell .input_prompt", new() { HasText = "*" })).ToHaveCountAsync(0);
        await WaitForIdleAsync();
    }

    /// <summary>
    /// What the kernel completes, asked over the page's connection as other front ends do. This page's Tab asks no kernel
    /// that is busy.
    /// </summary>
    public Task<string[]> AskForCompletionsAsync(string code) => Page.EvaluateAsync<string[]>(
        "code => new Promise(done => Jupyter.notebook.kernel.complete(code, code.length, reply => done(reply.content.matches)))", code);

    /// <summary>Does what must not keep a person waiting.</summary>
    public static async Task SoonAsync(string what, Func<Task> step)
    {
        var clock = Stopwatch.StartNew();
        await step();
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{what}: {clock.Elapsed.TotalSeconds:0.0} s"));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);
    }

    /// <summary>What the page asked of the network, and what went wrong in it.</summary>
    public void AssertNothingOdd()
    {
        Assert.Empty(_browser.RemoteRequests);
        // Debian switches an extension of widgets on that it does not install.
        var errors = _browser.Errors.Where(error => !error.Contains("/nbextensions/widgets/"));
        Assert.True(!errors.Any(), string.Join(Environment.NewLine, errors));
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _server.DisposeAsync();
        _host.Dispose();
    }

    private async Task ArriveAsync()
    {
        await Page.GotoAsync(_server.AddressOf(Name).AbsoluteUri);
        await Expect(Page.Locator("#notification_kernel")).ToBeHiddenAsync();
        await WaitForIdleAsync();
    }

    private Task WaitForIdleAsync() => Expect(Page.Locator("#kernel_indicator_icon")).ToHaveClassAsync("kernel_idle_icon");

    // A reader's own error shows cells and lines; these would be the insides of the kernel.
    private static IEnumerable<string> TracesOfOurs(string text) =>
        ((string[])["at NotebookEngine", "at Sandglass", "Unhandled exception", "System.Reflection", "Submission#", "MoveNext", "<Initialize>", "Microsoft.CodeAnalysis", "at System."])
            .Where(text.Contains);
}
