using Sandglass.Training;

namespace Workbench.Tests.Running;

/// <summary><c>--backend</c>: whose kernels train, on every command that trains.</summary>
public sealed class BackendCommandTests : IDisposable
{
    private const string Note = "no AVX2 here: the fused kernels use 128-bit vectors";

    private readonly ResultsFolder _folder = new();

    private RunStore Store => new(_folder.Runs);

    [Fact]
    public async Task Train_keeps_runs_of_both_backends_apart_and_shows_which_is_which()
    {
        string[] train = ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--out", _folder.Path];
        await SaidAsync([.. train, "--backend", "libtorch"]);
        var usual = Assert.Single(Store.List()).Hash;
        Assert.Contains("found, not repeated", await SaidAsync(train), StringComparison.Ordinal);
        Assert.Contains("trained in", await SaidAsync([.. train, "--backend", "Fused"]), StringComparison.Ordinal);
        Assert.Contains("found, not repeated", await SaidAsync([.. train, "--backend", "fused"]), StringComparison.Ordinal);

        var fused = Assert.Single(Store.List(), run => run.Hash != usual).Hash;
        Assert.Equal(("libtorch", "fused"), (Store.FinishedNamed(usual).Spec.Backend, Store.FinishedNamed(fused).Spec.Backend));
        var list = await SaidAsync("runs", "list", "--out", _folder.Path);
        Assert.Matches($"{fused} +classification +small-sandglass-0.1, fused +1 ", list);
        Assert.Matches($"{usual} +classification +small-sandglass-0.1 +1 ", list);
        Assert.Contains("; cpu, backend: fused, threads: 1, ", await SaidAsync("runs", "show", fused, "--out", _folder.Path), StringComparison.Ordinal);
        Assert.Contains("; cpu, threads: 1, ", await SaidAsync("runs", "show", usual, "--out", _folder.Path), StringComparison.Ordinal);
        Assert.Matches("\nbackend +", await SaidAsync("runs", "compare", usual, fused, "--out", _folder.Path));
    }

    [Fact]
    public async Task Detectors_and_genotypes_are_trained_and_cells_searched_by_it()
    {
        await SaidAsync("detect", "train", "--preset", "smoke", "--backend", "fused", "--out", _folder.Path);
        await SaidAsync("search", "train", "darts-v2", "--preset", "smoke", "--backend", "fused", "--out", _folder.Path);
        await SaidAsync("search", "run", "--preset", "smoke", "--backend", "fused", "--out", _folder.Path);
        Assert.Equal(["fused", "fused", "fused"], Store.List().Select(run => run.Finished!.Spec.Backend));
    }

    // Without AVX2 the processor's vectors are as narrow as on an older machine. Workers are told the backend in their orders.
    [DeepFact]
    public async Task Workers_train_a_study_by_it_and_narrow_vectors_are_said_once()
    {
        File.WriteAllText(_folder["kernels.json"], """
            { "name": "kernels", "preset": "smoke", "seeds": 2, "multiplyAdds": 800000,
              "arms": { "5x5": { "family": "sandglass", "kernel": 5 }, "3x3": { "family": "sandglass" } } }
            """);
        string[] study = [_folder["kernels.json"], "--backend", "fused", "--out", _folder.Path];
        using var program = WorkbenchProgram.StartWith(("DOTNET_EnableAVX2", "0"), ["study", "run", .. study, "--workers", "2"]);
        var (code, output, error) = await program.EndAsync();

        Assert.Equal((0, ""), (code, error));
        Assert.Single(output.Split('\n'), Note);
        Assert.Equal(["fused", "fused", "fused", "fused"], Store.List().Select(run => run.Finished!.Spec.Backend));
        Assert.Contains("4 of 4 runs finished", await SaidAsync(["study", "status", .. study]), StringComparison.Ordinal);
        Assert.Contains("0 of 4 runs finished", await SaidAsync("study", "status", _folder["kernels.json"], "--out", _folder.Path), StringComparison.Ordinal);
    }

    [DeepFact]
    public async Task Reproduce_trains_by_the_fastest_and_its_page_says_so()
    {
        await SaidAsync("reproduce", "--preset", "smoke", "--workers", "2", "--out", _folder.Path);
        var fastest = Backends.FastestOn("cpu");
        Assert.All(Store.List(), run => Assert.Equal(fastest, run.Finished!.Spec.Backend));
        Assert.Equal(fastest == "fused", File.ReadAllText(_folder["index.html"]).Contains(">fused<", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("train", "--family", "sandglass")]
    [InlineData("study", "run", "blocks")]
    [InlineData("study", "status", "blocks")]
    [InlineData("study", "verify", "blocks")]
    [InlineData("detect", "train")]
    [InlineData("search", "train", "darts-v2")]
    [InlineData("search", "run")]
    public async Task Another_name_is_a_misuse_that_lists_the_names(params string[] command)
    {
        var (code, output, error) = await InvokeAsync([.. command, "--backend", "fuse"]);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("error: --backend takes libtorch or fused, not 'fuse'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproduce_may_also_choose()
    {
        var (code, _, error) = await InvokeAsync("reproduce", "--backend", "fuse", "--out", _folder.Path);
        Assert.Equal(2, code);
        Assert.StartsWith("error: --backend takes auto, libtorch or fused, not 'fuse'", error, StringComparison.Ordinal);
    }

    // What is recorded is what was declared, its backend too.
    [Fact]
    public async Task A_record_by_another_backend_than_the_declared_one_is_refused_before_any_run()
    {
        var (code, _, error) = await InvokeAsync("study", "run", "blocks", "--record", "--backend", "libtorch", "--out", _folder.Path);
        Assert.Equal(1, code);
        Assert.Matches("^error: the study 'blocks' is not declared as it stands .*; declare it with 'workbench study declare blocks'\n$", error);
        Assert.Empty(_folder.RunNames());
    }

    public void Dispose() => _folder.Dispose();

    private static Task<string> SaidAsync(params string[] arguments) => InProcess.SaidAsync(arguments);

    private static Task<(int Code, string Output, string Error)> InvokeAsync(params string[] arguments) =>
        InProcess.RunAsync(arguments);
}
