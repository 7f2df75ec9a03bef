using Sandglass.Training;

namespace Workbench.Tests.Running;

/// <summary>A results folder of an earlier workbench: its runs are listed and shown, and are neither reused nor changed.</summary>
public sealed class OldRunsCommandTests : IDisposable
{
    // What `train --family sandglass --width 0.1 --preset smoke --seed 3`, `detect train` and `search run` left there.
    private static readonly (string Room, string Hash, string Json)[] Old =
    [
        ("runs", "10c4a532c99d1559", """{"hash":"10c4a532c99d1559","spec":{"plan":{"name":"small-sandglass-0.1"},"recipe":{"epochs":1},"seed":3,"threads":1,"device":"cpu"},"environment":{},"parameters":18086,"multiplyAdds":540000,"validationAccuracy":0.15,"testAccuracy":0.125,"testLoss":2.25}"""),
        ("detection", "20c4a532c99d1559", """{"hash":"20c4a532c99d1559","spec":{"plan":{"name":"small128-mobilenext-0.35"},"recipe":{"epochs":1},"suppression":{},"seed":1},"environment":{},"testArea":0.01}"""),
        ("search", "30c4a532c99d1559", """{"hash":"30c4a532c99d1559","spec":{"space":{"name":"with-sandglass"},"recipe":{"epochs":2},"seed":1},"environment":{},"genotype":{}}"""),
    ];

    private readonly ResultsFolder _folder = new();
    private readonly string[] _before;

    public OldRunsCommandTests()
    {
        foreach (var (room, hash, json) in Old)
        {
            Directory.CreateDirectory(Folder(room, hash));
            File.WriteAllText(Path.Combine(Folder(room, hash), "run.json"), json);
            File.WriteAllText(Path.Combine(Folder(room, hash), "metrics.csv"), "epoch,validation_accuracy\n1,0.15\n");
            File.WriteAllText(Path.Combine(Folder(room, hash), "checkpoint.safetensors"), "");
        }

        _before = Files();
    }

    [Fact]
    public async Task They_are_listed_as_old_and_shown()
    {
        var list = await SaidAsync("runs", "list", "--out", _folder.Path);
        Assert.StartsWith("3 runs in ", list, StringComparison.Ordinal);
        Assert.Matches("10c4a532c99d1559 +classification +small-sandglass-0.1 +3 +1 +finished, old layout +15.00 +12.50", list);
        Assert.Matches("20c4a532c99d1559 +detection +small128-mobilenext-0.35 +1 +1 +finished, old layout", list);
        Assert.Matches("30c4a532c99d1559 +search +with-sandglass +1 +2 +finished, old layout", list);
        Assert.Contains("made by an earlier workbench; such runs can be shown but are not reused or changed", list, StringComparison.Ordinal);

        var shown = await SaidAsync("runs", "show", "10c4", "--out", _folder.Path);
        Assert.StartsWith("10c4a532c99d1559: classification, small-sandglass-0.1, seed 3, finished, old layout\n", shown, StringComparison.Ordinal);
        Assert.Contains(Folder("runs", "10c4a532c99d1559"), shown, StringComparison.Ordinal);
        Assert.Contains("test accuracy 12.50 %", shown, StringComparison.Ordinal);
        Assert.Contains("validation accuracy", shown.Split('\n')[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_run_is_trained_anew_beside_them()
    {
        string[] train = ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--seed", "3", "--out", _folder.Path];
        Assert.Contains("small-sandglass-0.1, seed 3: trained in", await SaidAsync(train), StringComparison.Ordinal);

        Assert.Equal(4, new RunStore(_folder.Runs).List().Count);
        Assert.Equal(_before, Files().Intersect(_before));
        var again = await SaidAsync([.. train, "--device", "CPU"]);
        Assert.Contains("small-sandglass-0.1, seed 3: found, not repeated in ", again, StringComparison.Ordinal);
        Assert.DoesNotContain("10c4a532c99d1559", again, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("was made by an earlier workbench and can only be shown; its files are in ", "runs", "compare", "10c4", "10c4")]
    [InlineData("was made by an earlier workbench and can only be shown; its files are in ", "detect", "evaluate", "20c4", "--preset", "smoke")]
    [InlineData("was made by an earlier workbench and can only be shown; its files are in ", "search", "show", "30c4")]
    [InlineData("was made by an earlier workbench, which kept it in ", "runs", "remove", "20c4", "--yes")]
    public async Task What_cannot_be_done_with_them_is_one_line_that_names_their_folder(string reason, params string[] arguments)
    {
        var (code, output, error) = await InvokeAsync([.. arguments, "--out", _folder.Path]);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(reason + _folder.Path, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(_before, Files());
    }

    public void Dispose() => _folder.Dispose();

    private string Folder(string room, string hash) => Path.Combine(_folder[room], hash);

    private string[] Files() => [.. new DirectoryInfo(_folder.Path).EnumerateFiles("*", SearchOption.AllDirectories)
        .Select(file => $"{file.FullName} {file.LastWriteTimeUtc:O} {file.Length}").Order()];

    private static Task<string> SaidAsync(params string[] arguments) => InProcess.SaidAsync(arguments);

    private static Task<(int Code, string Output, string Error)> InvokeAsync(params string[] arguments) =>
        InProcess.RunAsync(arguments);
}
