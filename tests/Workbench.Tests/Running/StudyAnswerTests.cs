namespace Workbench.Tests.Running;

/// <summary>What <c>workbench study</c> shows of recorded studies, and says in one line where it cannot do what it was asked.</summary>
public sealed class StudyAnswerTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    [Theory]
    [InlineData("--minutes takes a number from 0.01 to 43200, not '-5'", "run", "variants", "--minutes", "-5")]
    [InlineData("--minutes takes a number from 0.01 to 43200, not '0'", "run", "search", "--minutes", "0")]
    [InlineData("--minutes takes a number from 0.01 to 43200, not 'NaN'", "run", "detection", "--minutes", "NaN")]
    [InlineData("--minutes takes a number from 0.01 to 43200, not 'soon'", "run", "variants", "--minutes", "soon")]
    [InlineData("not '72000'", "run", "variants", "--minutes", "72000")]
    [InlineData("--sample takes a whole number from 1 to 10000, not '0'", "verify", "blocks", "--sample", "0")]
    [InlineData("--record and --smoke cannot be combined", "run", "search", "--smoke", "--record")]
    [InlineData("--workers takes a whole number from 1 to 1024, not '0'", "run", "search", "--workers", "0")]
    [InlineData("--seeds takes a whole number from 2 to 1000, not '1'", "power", "blocks", "--seeds", "1")]
    [InlineData("--workers takes a whole number from 1 to 1024, not 'x'", "run", "search", "--workers", "x")]
    [InlineData("--sample takes a whole number from 1 to 10000, not 'x'", "verify", "search", "--sample", "x")]
    [InlineData("--seeds takes a whole number from 2 to 1000, not 'x'", "power", "search", "--seeds", "x")]
    [InlineData("'best'", "run", "best")]
    [InlineData("'best'", "show", "best")]
    [InlineData("there is no study 'blokcs'; did you mean 'blocks'?", "overall", "blokcs")]
    public async Task A_misuse_says_how_it_is_used(string reason, params string[] arguments)
    {
        var (code, output, error) = await InvokeAsync(arguments[0] == "run" ? [.. arguments, "--out", _folder.Path] : arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.EndsWith($"(see workbench study {arguments[0]} --help)\n", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Empty(_folder.RunNames());
    }

    [Fact]
    public void A_damaged_record_is_said_in_its_row_and_the_others_are_listed()
    {
        var studies = Directory.CreateDirectory(_folder["studies"]).FullName;
        foreach (var name in (string[])["activations", "extra-depthwise"])
        {
            Directory.CreateDirectory(Path.Combine(studies, name));
            foreach (var file in Directory.EnumerateFiles(Repository.PathTo("data", "studies", name)))
            {
                File.Copy(file, Path.Combine(studies, name, Path.GetFileName(file)));
            }
        }

        File.WriteAllText(Path.Combine(studies, "activations", "study.json"), "{\"comparisons\": [null]}");
        using var output = new StringWriter();
        Workbench.Studies.StudyTable.Write(["activations", "extra-depthwise", "variants"], output, _folder.Path);
        var lines = output.ToString().Split('\n');

        Assert.EndsWith("damaged", Assert.Single(lines, line => line.StartsWith("activations ", StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith(" runs", Assert.Single(lines, line => line.StartsWith("extra-depthwise ", StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith("no", Assert.Single(lines, line => line.StartsWith("variants ", StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Single(lines, line => line.StartsWith("activations: ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("detection")]
    [InlineData("variants")]
    public async Task A_folder_that_cannot_be_written_is_known_before_a_study_begins(string study)
    {
        var file = _folder["file"];
        File.WriteAllText(file, "");
        var (code, output, error) = await InvokeAsync("run", study, "--smoke", "--out", file);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"error: {file} is a file; name a folder for runs and results", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("search", "recorded: 12 runs, seeds 1 2 3; ", "with-sandglass − original *", "4 epochs of all operations", "SynFlow")]
    [InlineData("detection", "recorded: 22 runs, seeds 1–11; ", "sandglass − inverted *", "half of the 95 % t interval of the outcome (area)")]
    [InlineData("blocks", "recorded: 90 runs, seeds 1–10; ", "sandglass − inverted *", "Interquartile mean: test accuracy over the middle half of all runs")]
    public async Task A_recorded_study_is_shown_whatever_its_task(string study, params string[] expected)
    {
        var (code, output, error) = await InvokeAsync("show", study);

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith($"{study}: ", output, StringComparison.Ordinal);
        Assert.All(expected, words => Assert.Contains(words, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_power_of_a_study_has_the_error_rates_of_its_sentences()
    {
        var (code, output, error) = await InvokeAsync("power", "blocks");
        string[] Cells(string text, string sentence) => text.Split('\n').First(line => line.StartsWith(sentence, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(output, (await InvokeAsync("power", "blocks")).Output);
        Assert.Contains("simulated comparisons a row: the standard error of a rate is at most 0.5 points", output, StringComparison.Ordinal);
        var none = Cells(output, "sandglass > inverted at 0.4x ");
        Assert.Equal("0.00", none[5]);
        Assert.InRange(Rate(none[^6]), 0, 2.5); // supported where there is no effect

        var steady = Cells((await InvokeAsync("power", "blocks", "--spread", "0.1")).Output, "sandglass > inverted at 0.4x ");
        Assert.InRange(Rate(steady[^4]), 97, 100); // contradicted where there is no effect
        Assert.Equal(2, (await InvokeAsync("power", "blocks", "--spread", "0")).Code);

        static double Rate(string cell) => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task The_robustness_of_a_study_has_a_row_a_comparison_and_fits()
    {
        var (code, output, error) = await InvokeAsync("robustness", "blocks");
        Assert.Equal((0, ""), (code, error));
        Assert.All(output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, TerminalWidth.Usual));
        Assert.Equal(9, output.Split('\n').Count(line => line.Contains(" of 10 ", StringComparison.Ordinal)));
        Assert.Contains("the share of 1,024 ways to label", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_budgets_have_a_row_a_total_and_a_forest_plot()
    {
        var (code, output, error) = await InvokeAsync("overall", "blocks", "--second", "bottleneck", "--picture", _folder["forest.png"]);
        Assert.Equal((0, ""), (code, error));
        Assert.All(output.Split('\n').SkipLast(2), line => Assert.InRange(line.TrimEnd().Length, 0, TerminalWidth.Usual));
        Assert.All(["Sandglass − bottleneck", "blocks at 0.4x", "blocks at 0.2x", "blocks at 0.1x", "overall ", "Assumed: cells are exchangeable"], words => Assert.Contains(words, output, StringComparison.Ordinal));
        Assert.EndsWith($"written: {_folder["forest.png"]}\n", output, StringComparison.Ordinal);
        Assert.True(new FileInfo(_folder["forest.png"]).Length > 1000);

        (code, output, error) = await InvokeAsync("overall", "blocks", "inside");
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("error: the studies blocks and inside hold the same run ", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<(int Code, string Output, string Error)> InvokeAsync(params string[] arguments) =>
        InProcess.RunAsync(["study", .. arguments]);
}
