using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Workbench.Tests.Interactive;
using Workbench.Tests.Notebooks;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Page;

/// <summary>The cells of "Your first notebook" in notebooks/README.md, typed into a new notebook in Jupyter's page.</summary>
[Collection(NotebookHost.OneAtATime)]
public partial class FirstUseTests
{
    [Fact]
    public void Each_step_is_a_few_lines() => Assert.Equal([5, 2, 3], Cells().Select(cell => cell.Split('\n').Length));

    [DeepFact]
    public async Task A_picture_a_trained_network_and_an_own_block_beside_the_recorded_ones_appear()
    {
        var (cells, clock) = (Cells(), Stopwatch.StartNew());
        await using var person = await Person.OpenAsync(Shipped.Read("00-start-here.ipynb") with { Cells = [] }, "first-use");
        var pictures = person.Output.Locator("img");

        await person.StepAsync("first picture", async () =>
        {
            await person.RunAsync(cells[0]);
            await Expect(pictures).ToHaveAttributeAsync("alt", new Regex("^Sandglass, 96"));
        });
        Tell("first picture", cells[0]);

        await person.StepAsync("first trained network", async () =>
        {
            await person.RunAsync(cells[1]);
            await Expect(pictures.Last).ToHaveAttributeAsync("alt", "Learning curve");
            var accuracy = TestAccuracy().Match(await person.Output.InnerTextAsync()).Groups[1].Value;
            Assert.InRange(double.Parse(accuracy, CultureInfo.InvariantCulture), 60.1, 100);
        });
        Tell("first trained network", cells[1]);

        await person.StepAsync("own block beside the recorded ones", async () =>
        {
            await person.RunAsync(cells[2]);
            await Expect(pictures).ToHaveCountAsync(2);
            Assert.All(await pictures.EvaluateAllAsync<int[]>("all => all.map(img => img.naturalWidth)"), width => Assert.InRange(width, 600, 4000));
        });
        Tell("own block beside the recorded ones", cells[2]);
        Assert.Contains("Trained", await person.Output.InnerTextAsync());
        person.AssertNothingOdd();

        void Tell(string what, string cell) => TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: {clock.Elapsed.TotalSeconds:0} s after Jupyter was started, {cell.Split('\n').Length} lines"));
    }

    private static string[] Cells()
    {
        var section = Section().Match(File.ReadAllText(Repository.PathTo("notebooks", "README.md")));
        Assert.True(section.Success, "notebooks/README.md has no '## Your first notebook'");
        return [.. Block().Matches(section.Value).Select(block => block.Groups[1].Value)];
    }

    [GeneratedRegex("^## Your first notebook\n.*?(?=^## )", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"test accuracy\s+([0-9.]+) %")]
    private static partial Regex TestAccuracy();
}
