using System.Text.Json;
using Sandglass.Paper;
using Sandglass.Studies;

namespace Workbench.Tests.Running;

public sealed class StudyCommandTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    [Fact]
    public async Task The_list_names_every_study()
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync("study", "list");
        Assert.Equal((0, ""), (code, error));
        Assert.All(StudyCatalogue.Names, name => Assert.Contains(name, output));
    }

    [Fact]
    public async Task An_unknown_study_is_one_line_and_the_code_for_misuse()
    {
        var (code, _, error) = await WorkbenchProgram.RunAsync("study", "run", "none", "--out", _folder.Path);
        Assert.Equal(2, code);
        Assert.Contains("none", error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_study_of_ones_own_is_a_small_file()
    {
        File.WriteAllText(_folder["kernels.json"], """
            { "name": "kernels", "preset": "smoke", "seeds": 2, "multiplyAdds": 800000,
              "arms": { "5x5": { "family": "sandglass", "kernel": 5 }, "3x3": { "family": "sandglass" } } }
            """);
        var (code, output, error) = await WorkbenchProgram.RunAsync("study", "run", _folder["kernels.json"], "--out", _folder.Path);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("5x5 − 3x3 *", output);
        Assert.True(Directory.Exists(_folder[Path.Combine("studies", "kernels")]));
        Assert.Contains("4 of 4 runs finished", (await WorkbenchProgram.RunAsync("study", "status", _folder["kernels.json"], "--out", _folder.Path)).Output);

        File.WriteAllText(_folder["wrong.json"], "{ \"name\": \"kernels\", \"arms\": 3 }");
        (code, _, error) = await WorkbenchProgram.RunAsync("study", "run", _folder["wrong.json"], "--out", _folder.Path);
        Assert.Equal(1, code);
        Assert.StartsWith($"error: the study in {_folder["wrong.json"]} cannot be read (", error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Equal(2, (await WorkbenchProgram.RunAsync("study", "run", _folder["kernels.json"], "--record", "--out", _folder.Path)).ExitCode);
    }

    // The library of pictures is one that the program has not used when it reads the file, and a worker when it reads its order.
    [Fact]
    public async Task A_study_of_ones_own_may_have_images_of_ones_own()
    {
        Shades.Write(_folder["shades"]);
        File.WriteAllText(_folder["shades.json"], $$"""
            { "name": "shades", "preset": "smoke", "seeds": 2, "multiplyAdds": 300000,
              "images": { "kind": "folder", "folder": {{JsonSerializer.Serialize(_folder["shades"])}}, "side": 16 },
              "arms": { "5x5": { "family": "sandglass", "kernel": 5 }, "3x3": { "family": "sandglass" } } }
            """);
        var (code, output, error) = await WorkbenchProgram.RunAsync("study", "run", _folder["shades.json"], "--workers", "2", "--out", _folder.Path);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("5x5 − 3x3 *", output);
    }

    [Fact]
    public async Task A_study_that_has_not_run_has_a_status()
    {
        var (code, output, _) = await WorkbenchProgram.RunAsync("study", "status", "variants", "--out", _folder.Path);
        Assert.Equal(0, code);
        Assert.Contains($"0 of 40 runs finished in {_folder.Runs}, which does not exist yet", output);
        Assert.Contains("none yet", output);
        Assert.DoesNotContain("Verdict", output);
    }

    [Fact]
    public async Task The_pictures_of_a_recorded_study_are_drawn_anew_as_they_stand_beside_it()
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync("study", "figures", "variants", "--out", _folder.Path);
        Assert.Equal((0, ""), (code, error));
        foreach (var name in new[] { "accuracy.png", "differences.png" })
        {
            Assert.Contains(_folder[Path.Combine("studies", "variants", name)], output);
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(RecordedStudy.Folder("variants"), name)),
                File.ReadAllBytes(_folder[Path.Combine("studies", "variants", name)]));
        }
    }

    [Theory]
    [InlineData("svg", "<svg ")]
    [InlineData("pdf", "%PDF-")]
    public async Task The_pictures_have_the_form_that_is_asked_for(string format, string beginning)
    {
        Assert.Equal(0, (await WorkbenchProgram.RunAsync("study", "figures", "variants", "--format", format, "--out", _folder.Path)).ExitCode);
        Assert.StartsWith(beginning, File.ReadAllText(_folder[Path.Combine("studies", "variants", $"differences.{format}")]), StringComparison.Ordinal);
    }

    [DeepFact]
    public async Task A_study_runs_is_found_again_and_leaves_tables()
    {
        string[] arguments = ["study", "run", "variants", "--smoke", "--workers", "2", "--out", _folder.Path];
        var (code, output, error) = await WorkbenchProgram.RunAsync(arguments);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("(d) − (a) *", output);
        var record = RecordedStudy.Read(_folder[Path.Combine("studies", "variants")]);
        Assert.Equal(8, record.Rows.Count);
        Assert.Equal(6, ComparisonOutcome.Of(record).Count);

        (code, output, _) = await WorkbenchProgram.RunAsync(arguments);
        Assert.Equal(0, code);
        Assert.Contains("8 runs, 8 of them found", output);
    }

    [DeepFact]
    public async Task A_deadline_is_kept_and_says_what_can_be_decided()
    {
        var start = TimeProvider.System.GetTimestamp();
        var (code, output, _) = await WorkbenchProgram.RunAsync(
            "study", "run", "variants", "--smoke", "--workers", "2", "--minutes", "0.5", "--out", _folder.Path);
        Assert.Equal(0, code);
        Assert.Contains("plan for 0.5 minutes", output);
        Assert.Contains("primary comparisons", output);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 1, 30 + 20); // workers end between two steps
    }

    public void Dispose() => _folder.Dispose();
}
