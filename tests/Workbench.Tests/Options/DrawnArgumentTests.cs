using System.Globalization;
using Sandglass;
using Sandglass.Networks;
using Sandglass.Training;
using Workbench.Commands;
using Workbench.Tests.Interactive;
using Workbench.Tests.Running;

namespace Workbench.Tests.Options;

/// <summary>
/// Whatever the program is called with: an exit code of 0, 1 or 2, at most one line of error, no trace and no bug. What
/// would take long is stopped. <c>WORKBENCH_FUZZ=10</c> draws ten times as many lists, <c>WORKBENCH_FUZZ_SEED=N</c> the one
/// that a failure names.
/// </summary>
/// <remarks>Alone, since it changes what a process has once: its folder, its variables and its input.</remarks>
[Collection(NotebookHost.OneAtATime)]
public sealed class DrawnArgumentTests : IDisposable
{
    private static readonly TimeSpan Given = TimeSpan.FromSeconds(0.75);
    private static readonly string[] Variables = ["JUPYTER_DATA_DIR", "JUPYTER_PATH", "HOME", "XDG_DATA_HOME"];

    private readonly ResultsFolder _folder = new();
    private readonly string _before = Environment.CurrentDirectory;
    private readonly TextReader _input = Console.In;
    private readonly Dictionary<string, string?> _variables = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);
    private readonly string[] _names;
    private readonly string _run;

    // Deep, so that "../.." is still within the test's own folder.
    public DrawnArgumentTests()
    {
        var work = Directory.CreateDirectory(_folder[Path.Combine("a", "b", "c", "d")]).FullName;
        Environment.CurrentDirectory = work;
        Console.SetIn(TextReader.Null);
        foreach (var name in Variables)
        {
            Environment.SetEnvironmentVariable(name, _folder["home"]);
        }

        File.WriteAllText("file.txt", "nothing of use\n");
        File.WriteAllText("empty.ipynb", "");
        File.WriteAllText("closed.ipynb", """{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}""");
        File.WriteAllBytes("zeros.bin", new byte[4 * 3 * 32 * 32]);
        Directory.CreateDirectory("folder");
        Directory.CreateDirectory(Path.Combine("results", "runs", "0123456789abcdef"));
        using var data = Preset.Smoke.LoadData();
        var spec = new RunSpec(
            new Classification(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1)), Preset.Smoke.Recipe with { Epochs = 1, BatchSize = 500, Warmup = null }, data.Identity, 1);
        var run = new RunStore(Path.Combine("results", "runs")).FindOrTrain(spec, data, cancellation: TestContext.Current.CancellationToken);
        _run = run.Directory;
        Copy(_run, _folder["run"]);
        _names =
        [
            "results", "file.txt", "folder", "empty.ipynb", "closed.ipynb", "zeros.bin", "new", "new/deep/file", spec.Hash[..6], spec.Hash, "0123", run.Directory,
            Path.Combine(run.Directory, "checkpoint.safetensors"), "mobilenext", "mobilenetv2", "small-sandglass", "darts-v2", "1,1,28,28", "blocks", "search", "detection", "6", "png",
        ];
    }

    [Fact]
    public Task Whatever_is_asked_ends_in_an_answer_or_a_line() => RunAsync(first: 1, count: 150);

    [DeepFact]
    public Task Whatever_is_asked_a_thousand_times_ends_in_an_answer_or_a_line() => RunAsync(first: 1000, count: 1000);

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Console.SetIn(_input);
        foreach (var (name, value) in _variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _folder.Dispose();
    }

    private async Task RunAsync(int first, int count)
    {
        var (factor, only) = (Number("WORKBENCH_FUZZ") ?? 1, Number("WORKBENCH_FUZZ_SEED"));
        var seeds = only is { } seed ? [(int)seed] : Enumerable.Range(first, (int)(count * factor));
        var ends = new SortedDictionary<int, int>();
        var faults = new List<string>();
        foreach (var drawn in seeds)
        {
            Copy(_folder["run"], _run); // it may have been removed
            var arguments = new DrawnArguments(new Random(drawn), _names).Draw();
            var (code, fault) = await FaultAsync(arguments);
            ends[code] = ends.GetValueOrDefault(code) + 1;
            if (fault is not null)
            {
                faults.Add($"WORKBENCH_FUZZ_SEED={drawn}: {OneLine.Of(string.Join(' ', arguments.Select(Misuse.Quoted)))}\n  {fault}");
                TestContext.Current.SendDiagnosticMessage(faults[^1]);
            }
        }

        TestContext.Current.SendDiagnosticMessage(string.Join(", ", ends.Select(end => $"exit code {end.Key}: {end.Value}")));
        Assert.True(faults.Count == 0, $"{faults.Count} of {ends.Values.Sum()} lists:\n{string.Join('\n', faults)}");
    }

    private static async Task<(int Code, string? Fault)> FaultAsync(string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Given);
        int code;
        try
        {
            code = await CommandLine.RunAsync(Root.Create(), arguments, TextWriter.Synchronized(output), error, stop.Token);
        }
        catch (Exception thrown)
        {
            return (-1, thrown.ToString());
        }

        var (said, told) = (output.ToString(), error.ToString());
        var isEnd = code is 0 or 1 or 2 || (code == CommandLine.Interrupted && stop.IsCancellationRequested);
        var isOneLine = told.Length == 0 || told.IndexOf('\n', StringComparison.Ordinal) == told.Length - 1;
        var isPlain = (said + told) is var all && !all.Contains("\n   at ", StringComparison.Ordinal) && !all.Contains(Defect.Beginning, StringComparison.Ordinal);
        return (code, isEnd && isOneLine && isPlain && (code != CommandLine.Misused || told.StartsWith("error: ", StringComparison.Ordinal))
            ? null
            : $"exit code {code}, error: {told}{(isPlain ? "" : said)}");
    }

    private static void Copy(string from, string to)
    {
        if (!Directory.Exists(to))
        {
            Directory.CreateDirectory(to);
            foreach (var file in Directory.GetFiles(from))
            {
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            }
        }
    }

    private static double? Number(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
