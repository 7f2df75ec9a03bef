using System.Text.RegularExpressions;
using Workbench.Tests.Interactive;
using Workbench.Tests.Notebooks;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Page;

/// <summary>What a person does in Jupyter's page, with a copy of the first notebook.</summary>
[Collection(NotebookHost.OneAtATime)]
public class PersonTests
{
    [DeepFact]
    public async Task Completes_and_reads_signatures_before_and_after_all_cells_ran_twice()
    {
        await using var person = await OpenAsync("help");
        var page = person.Page;
        await person.StepAsync("first cell", () => person.RunAsync(1));
        await person.StepAsync("completion after a dot", () => CompleteBlockSpecAsync(person));
        await person.StepAsync("a completion is picked", async () =>
        {
            await page.Locator("#complete select").SelectOptionAsync("Sandglass");
            await page.Keyboard.PressAsync("Enter");
            await Expect(person.Cell.Locator(".CodeMirror-line")).ToHaveTextAsync("BlockSpec.Sandglass");
        });
        await person.StepAsync("signature", async () =>
        {
            await page.Keyboard.TypeAsync("(96, ");
            await page.Keyboard.DownAsync("Shift");
            await page.Keyboard.PressAsync("Tab");
            await Expect(person.Tooltip).ToContainTextAsync("> int outChannels: N.");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.UpAsync("Shift");
            await Expect(person.Tooltip).ToHaveClassAsync(new Regex("bigtooltip"));
        });
        await person.StepAsync("the call is run", async () =>
        {
            await page.Keyboard.PressAsync("Escape");
            await page.Keyboard.TypeAsync("96)");
            await person.RunAsync();
            await Expect(person.Output.Locator("img")).ToHaveAttributeAsync("alt", new Regex("[Ss]andglass"));
        });
        await person.StepAsync("run all", person.RunAllAsync);
        await person.StepAsync("run all again", person.RunAllAsync);
        await person.StepAsync("completion after all ran twice", () => CompleteBlockSpecAsync(person));
        person.AssertNothingOdd();
    }

    [DeepFact]
    public async Task Watches_a_training_asks_while_it_runs_and_stops_it()
    {
        await using var person = await OpenAsync("training");
        var page = person.Page;
        await person.RunAsync(1);
        await person.RunAsync("var kept = 7;");
        await Expect(person.Cell.Locator(".cm-keyword")).ToHaveTextAsync("var");
        await person.StepAsync("training is seen", async () =>
        {
            await person.WriteAsync(Training);
            await page.Keyboard.PressAsync("Control+Enter");
            await Expect(person.Output).ToContainTextAsync("Training: step");
        });
        var training = page.Locator(".cell", new() { HasText = "Epochs = 20" });
        var output = training.Locator(".output");
        await person.StepAsync("the display changes", async () =>
        {
            var before = await output.InnerTextAsync();
            await Expect(output).Not.ToHaveTextAsync(before);
            await Expect(output).ToContainTextAsync("Training: step");
        });
        await person.StepAsync("signature while it trains", async () =>
        {
            await person.WriteAsync("");
            await page.Keyboard.TypeAsync("BlockSpec.Sandglass(96, ");
            await Person.SoonAsync("signature while it trains", async () =>
            {
                await page.Keyboard.PressAsync("Shift+Tab");
                await Expect(person.Tooltip).ToContainTextAsync("int outChannels");
            });
        });
        await person.StepAsync("completion while it trains", async () =>
        {
            await Person.SoonAsync(
                "completion while it trains", async () => Assert.Contains("Sandglass", await person.AskForCompletionsAsync("BlockSpec.")));
            await Expect(training.Locator(".input_prompt")).ToContainTextAsync("*");
        });
        await person.StepAsync("interrupted", async () =>
        {
            await Person.SoonAsync("interrupt", async () =>
            {
                await page.Locator("button[title='interrupt the kernel']").ClickAsync();
                await Expect(training.Locator(".input_prompt")).Not.ToContainTextAsync("*");
            });
            await Expect(output).ToContainTextAsync("Stopped: step");
            await Expect(output).ToContainTextAsync("was interrupted");
        });
        await person.StepAsync("variables are alive", async () =>
        {
            await person.RunAsync("kept");
            await Expect(person.Output).ToHaveTextAsync(new Regex("7$"));
        });
        person.AssertNothingOdd();
    }

    [DeepFact]
    public async Task Makes_mistakes_and_reads_what_was_wrong()
    {
        await using var person = await OpenAsync("mistakes");
        foreach (var cell in new[] { 1, 3, 5 })
        {
            await person.RunAsync(cell);
        }

        await ShowsAsync(person, "with without parentheses", "block with { HiddenChannels = 32 }", "in parentheses: (block with { … })");
        await ShowsAsync(person, "with in parentheses", "(block with { HiddenChannels = 32 })", "96 → 32");
        await ShowsAsync(
            person,
            "async void",
            """
            async void Late() { await Task.Delay(50); throw new InvalidOperationException("late"); }
            Late();
            await Task.Delay(500);
            """,
            "System.InvalidOperationException: late");
        await ShowsAsync(person, "variables are alive", "block.HiddenChannels", "16");
        await person.RunAsync(
            """
            async void Later() { await Task.Delay(100); throw new InvalidOperationException("later"); }
            Later();
            """);
        await person.Page.WaitForTimeoutAsync(500);
        await ShowsAsync(person, "a note of what was thrown later", "block.OutChannels", "thrown after the last cell ended");
        await ShowsAsync(
            person,
            "lazy sequence",
            "Enumerable.Range(0, 3).Select(i => { Console.WriteLine($\"number {i}\"); return 10 * i; })",
            "number 0\nnumber 1\nnumber 2");
        await ShowsAsync(person, "a call in the library", "BlockSpec.Sandglass(4, 4, reduction: 100)", "line 1, calling BlockSpec.Sandglass");
        await ShowsAsync(person, "a call in .NET", "int.Parse(\"x\")", "line 1, calling Int32.Parse");
        await ShowsAsync(
            person,
            "recursion",
            """
            int Down(int n) => n == 0 ? throw new InvalidOperationException("deep") : Down(n - 1) + 1;
            Down(500)
            """,
            "more");
        await ShowsAsync(person, "standard error", "Console.WriteLine(\"said\"); Console.Error.WriteLine(\"a note\");", "a note");
        await ShowsAsync(person, "names that are not there", "var a = blok;\nvar b = BlockSpec.Sandglas(1, 2);", "error CS0103");
        person.AssertNothingOdd();
    }

    private const string Training = """
        var net = Plan.SmallImage(BlockFamily.Sandglass).AtWidth(0.5);
        using (var data = Preset.Smoke.LoadData())
            net.Train(Preset.Smoke.Recipe with { Epochs = 20 }, data);
        """;

    private static Task ShowsAsync(Person person, string step, string code, string expected) => person.StepAsync(step, async () =>
    {
        await person.RunAsync(code);
        await Expect(person.Output).ToContainTextAsync(expected);
    });

    private static Task<Person> OpenAsync(string pictures) => Person.OpenAsync(Shipped.Read("00-start-here.ipynb"), pictures);

    private static async Task CompleteBlockSpecAsync(Person person)
    {
        await person.WriteAsync("");
        await person.Page.Keyboard.TypeAsync("BlockSpec.");
        await person.Page.Keyboard.PressAsync("Tab");
        await Expect(person.Completions).ToContainTextAsync(["InvertedResidual", "Sandglass"]);
    }
}
