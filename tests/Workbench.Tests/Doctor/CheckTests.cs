using System.Text.Json;
using Workbench.Doctor;

namespace Workbench.Tests.Doctor;

/// <summary>Each thing that a machine may lack gives its line, with what to do.</summary>
public sealed class CheckTests
{
    private static readonly Needs Needs = new(WorkerMemory: 1_000_000_000, ResultsRoom: 14_000_000);

    private static readonly MachineFacts Whole = new()
    {
        DotNet = "10.0.12",
        Sdks = ["10.0.401"],
        LibTorch = "2.10.0",
        Processor = "A processor",
        Cores = 2,
        Vectors = ["AVX2", "FMA"],
        VectorBits = 256,
        Memory = 8_000_000_000,
        Cards = ["NVIDIA A100, 40960 MiB"],
        UsableCards = 1,
        Data = ["/repository/data/fashion-mnist"],
        WholeData = "/repository/data/fashion-mnist-full",
        Results = "/results",
        FreeRoom = 50_000_000_000,
        Kernels = ["/home/a/.local/share/jupyter/kernels/.net-csharp"],
        Jupyter = "/usr/bin/jupyter",
        Slurm = "slurm 23.11.4",
    };

    public static TheoryData<string, string, string, string> Lacking => new()
    {
        { "natives", "libtorch", "does not load", "Cannot load libtorch_cpu.so: it is in none of /a. `dotnet build` on this machine brings it." },
        { "data", "images of the repository", "missing or damaged", "restore it from version control" },
        { "memory", "memory", "500 MB for this process; a run of the standard comparison takes about 1.0 GB", "give it at least 1.0 GB" },
        { "room", "results folder", "/results: 13 MB free; the runs of `reproduce` take about 14 MB", "free some room there, or choose another folder with --out" },
        { "locked", "results folder", "/results", "/results cannot be written (denied); choose another folder with --out" },
    };

    public static TheoryData<string, string, string, string> Optional => new()
    {
        { "sdk", ".NET", "10.0.12, no SDK", "install the .NET 10 SDK" },
        { "no card", "GPUs", "no NVIDIA GPU; all commands run on the processor", "" },
        { "cpu build", "GPUs", "NVIDIA A100, 40960 MiB; libtorch here is the build for the processor", "dotnet build -p:Torch=cuda" },
        { "kernel", "Jupyter kernel", "not installed; Jupyter is /usr/bin/jupyter", "workbench kernel install" },
        { "slurm", "Slurm", "no sbatch on the path", "" },
        { "whole data", "whole Fashion-MNIST", "not here", "workbench data fetch fashion-mnist" },
    };

    [Theory]
    [MemberData(nameof(Lacking))]
    public void What_the_default_commands_need_and_lack_is_missing(string what, string name, string found, string remedy)
    {
        var report = DoctorReport.Of(Without(what), Needs);
        Assert.False(report.Ok);
        Assert.Equal(new Check(name, CheckState.Missing, found, remedy), Assert.Single(report.Checks, check => check.State == CheckState.Missing));
        Assert.Contains($"Missing for the default commands: {name}.\n", Written(report));
    }

    [Theory]
    [MemberData(nameof(Optional))]
    public void What_they_do_without_is_absent(string what, string name, string found, string remedy)
    {
        var report = DoctorReport.Of(Without(what), Needs);
        Assert.True(report.Ok);
        var check = Assert.Single(report.Checks, check => check.State == CheckState.Absent);
        Assert.Equal(name, check.Name);
        Assert.StartsWith(found, check.Found);
        Assert.Contains(remedy, check.Remedy);
    }

    [Fact]
    public void A_machine_with_everything_has_every_line_and_says_so()
    {
        var report = DoctorReport.Of(Whole, Needs);
        Assert.All(report.Checks, check => Assert.Equal(CheckState.Here, check.State));
        Assert.Equal(10, report.Checks.Select(check => check.Name).Distinct().Count());
        Assert.Contains("All is here that the default commands need.\n", Written(report));
    }

    [Fact]
    public void The_remedy_for_an_old_libstdcxx_is_told()
    {
        string Found(string? lacks) => DoctorReport.Of(Whole with { LibstdcxxLacks = lacks }, Needs).Checks.Single(check => check.Name == "libtorch").Found;
        Assert.Equal("2.10.0; the system's libstdc++ is new enough for it", Found(null));
        Assert.Equal("2.10.0; the system's libstdc++ lacks GLIBCXX_3.4.32, and a patched copy of TorchSharp's library is used instead", Found("GLIBCXX_3.4.32"));
    }

    [Fact]
    public void What_works_but_could_work_better_has_advice()
    {
        string Advice(MachineFacts facts, string name) => DoctorReport.Of(facts, Needs).Checks.Single(check => check.Name == name).Remedy;
        Assert.Equal("train fewer runs side by side: --workers 8", Advice(Whole with { Cores = 16 }, "memory"));
        Assert.Equal("", Advice(Whole, "memory"));
        Assert.Contains("128-bit vectors", Advice(Whole with { VectorBits = 128, Vectors = [] }, "processor"));
        Assert.Equal("", Advice(Whole, "processor"));
        Assert.Equal("train on them with --device cuda", Advice(Whole, "GPUs"));
    }

    [Fact]
    public void Json_has_the_checks_and_what_they_rest_on()
    {
        using var output = new StringWriter();
        DoctorReport.Of(Without("data"), Needs).WriteJson(output);
        using var json = JsonDocument.Parse(output.ToString());
        var root = json.RootElement;
        Assert.False(root.GetProperty("ok").GetBoolean());
        var data = root.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("state").GetString() == "missing");
        Assert.Equal("restore it from version control", data.GetProperty("remedy").GetString());
        Assert.Equal(2, root.GetProperty("facts").GetProperty("cores").GetInt32());
    }

    [Fact]
    public async Task The_command_looks_at_this_machine_and_makes_no_folder()
    {
        using var folder = new Running.ResultsFolder();
        var results = Path.Combine(folder.Path, "not", "there");
        var (code, output, error) = await InProcess.RunAsync("doctor", "--out", results);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("All is here that the default commands need.", output);
        Assert.False(Directory.Exists(results));
    }

    [DeepFact]
    public async Task In_a_process_of_its_own_it_answers_in_both_forms()
    {
        var (code, output, error) = await Running.WorkbenchProgram.RunAsync("doctor");
        Assert.Equal((0, ""), (code, error));
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        var (_, json, _) = await Running.WorkbenchProgram.RunAsync("doctor", "--json");
        using var parsed = JsonDocument.Parse(json);
        Assert.True(parsed.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(Environment.ProcessorCount, parsed.RootElement.GetProperty("facts").GetProperty("cores").GetInt32());
    }

    private static MachineFacts Without(string what) => what switch
    {
        "natives" => Whole with { LibTorch = null, NativeProblem = "Cannot load libtorch_cpu.so: it is in none of /a. `dotnet build` on this machine brings it." },
        "data" => Whole with { Data = [], DataProblem = "restore it from version control" },
        "memory" => Whole with { Memory = 500_000_000 },
        "room" => Whole with { FreeRoom = 13_000_000 },
        "locked" => Whole with { ResultsProblem = "/results cannot be written (denied); choose another folder with --out" },
        "sdk" => Whole with { Sdks = [] },
        "no card" => Whole with { Cards = [], UsableCards = 0 },
        "cpu build" => Whole with { UsableCards = 0 },
        "kernel" => Whole with { Kernels = [] },
        "slurm" => Whole with { Slurm = null },
        "whole data" => Whole with { WholeData = null },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static string Written(DoctorReport report)
    {
        using var output = new StringWriter { NewLine = "\n" };
        report.Write(output);
        return output.ToString();
    }
}
