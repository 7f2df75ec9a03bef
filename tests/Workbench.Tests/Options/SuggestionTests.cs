using Sandglass.Networks;
using Sandglass.Paper;
using Workbench.Commands;

namespace Workbench.Tests.Options;

/// <summary>A slip of the keyboard is answered with what was probably meant.</summary>
public class SuggestionTests
{
    [Theory]
    [InlineData("there is no command 'trian'; did you mean 'train'? (see workbench --help)", "trian")]
    [InlineData("there is no command 'repro'; did you mean 'reproduce'? (see workbench --help)", "repro")]
    [InlineData("there is no command 'Runs'; did you mean 'runs'? (see workbench --help)", "Runs")]
    [InlineData("there is no command 'xyzzyx' (see workbench --help)", "xyzzyx")]
    [InlineData("there is no command 'sho'; did you mean 'show'? (see workbench runs --help)", "runs", "sho")]
    [InlineData("there is no command 'delete'; use list, show, compare, export or remove (see workbench runs --help)", "runs", "delete")]
    [InlineData("there is no option '--widht'; did you mean '--width'? (see workbench count --help)", "count", "mobilenext", "--widht", "1")]
    [InlineData("there is no option '--nothing-like-it' (see workbench count --help)", "count", "mobilenext", "--nothing-like-it")]
    [InlineData("there is one argument too many, 'two'; leave it out (see workbench count --help)", "count", "mobilenext", "two")]
    [InlineData("there is no network 'mobilenex'; did you mean 'mobilenext'? (see workbench count --help)", "count", "mobilenex")]
    [InlineData("there is no network 'resnet'; 'workbench networks' lists them (see workbench count --help)", "count", "resnet")]
    [InlineData("NAME is missing: name of a network, or an ONNX file; 'workbench networks' lists them (see workbench count --help)", "count")]
    [InlineData("run is missing: first digits of a run's hash (see workbench runs show --help)", "runs", "show")]
    [InlineData("there is no study 'bloks'; did you mean 'blocks'? (see workbench study show --help)", "study", "show", "bloks")]
    [InlineData("--family takes bottleneck, inverted or sandglass, not 'sandglas'; did you mean 'sandglass'? (see workbench train --help)", "train", "--family", "sandglas")]
    [InlineData("--preset takes smoke, quick, standard, paper or logged, not 'quik'; did you mean 'quick'? (see workbench train --help)", "train", "--preset", "quik")]
    [InlineData("--preset takes smoke, standard or paper, not 'quick' (see workbench search run --help)", "search", "run", "--preset", "quick")]
    [InlineData("there is no dataset 'mnist'; use fashion-mnist (see workbench data fetch --help)", "data", "fetch", "mnist")]
    public async Task A_typo_gets_a_suggestion(string line, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);

        Assert.Equal((2, "", $"error: {line}\n"), (code, output, error));
    }

    // Where a command takes a name or a path, the parser would take it for one, and a file of that name be written.
    [Fact]
    public async Task No_command_takes_an_unknown_option_for_an_argument()
    {
        foreach (var (path, _) in CommandTree.Commands)
        {
            var (code, output, error) = await RunAsync([.. path, "--nothing-like-it"]);

            Assert.Equal((2, ""), (code, output));
            Assert.StartsWith("error: there is no option '--nothing-like-it'", error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("there is no network '--odd'; 'workbench networks' lists them (see workbench count --help)", "count", "--", "--odd")]
    [InlineData("there is no network '-'; 'workbench networks' lists them (see workbench count --help)", "count", "-")]
    [InlineData("there is no option '-5'; put -- before a name that begins with '-' (see workbench count --help)", "count", "-5")]
    public async Task A_name_may_begin_with_a_dash_after_two(string line, params string[] arguments) =>
        Assert.Equal((2, "", $"error: {line}\n"), await RunAsync(arguments));

    [Theory]
    [InlineData]
    [InlineData("runs")]
    [InlineData("study")]
    public async Task A_group_of_commands_alone_prints_its_help(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);

        Assert.Equal((0, "", (await RunAsync([.. arguments, "--help"])).Output), (code, error, output));
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_ignore_case()
    {
        Assert.Equal((await RunAsync("count", "mobilenext")).Output, (await RunAsync("count", "MobileNeXt")).Output);
        Assert.Equal((await RunAsync("study", "show", "blocks")).Output, (await RunAsync("study", "show", "Blocks")).Output);
    }

    [Theory]
    [InlineData("train", "--family", "Sandglass", "--preset", "Smoke")]
    [InlineData("detect", "train", "--backbone", "INVERTED", "--preset", "SMOKE", "--features", "Expanded")]
    [InlineData("search", "run", "--preset", "Standard")]
    [InlineData("search", "show", "darts-v2", "--preset", "STANDARD")]
    public void Options_take_names_in_any_case(params string[] arguments) => Assert.Empty(Root.Create().Parse(arguments).Errors);

    [Fact]
    public async Task Networks_are_listed()
    {
        var (code, output, _) = await RunAsync("networks");

        Assert.Equal(0, code);
        Assert.All(NetworkCatalogue.Entries, entry => Assert.Contains($"{entry.Name} ", output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("count")]
    [InlineData("predict")]
    [InlineData("study", "show")]
    public async Task Help_says_NAME_instead_of_many_names(params string[] command)
    {
        var (_, output, _) = await RunAsync([.. command, "--help"]);

        Assert.Contains("NAME", output, StringComparison.Ordinal);
        Assert.DoesNotContain("squeeze-excite", output, StringComparison.Ordinal);
        Assert.DoesNotContain(StudyCatalogue.Names[^3], output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_every_command_fits_a_page()
    {
        Assert.SkipUnless(Console.IsOutputRedirected, "a terminal has its own width");
        foreach (var (path, _) in CommandTree.Commands)
        {
            for (var words = 0; words <= path.Length; words++)
            {
                var output = (await RunAsync([.. path[..words], "--help"])).Output;
                Assert.All(output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, TerminalWidth.Usual));
            }
        }
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        InProcess.RunAsync(arguments);
}
