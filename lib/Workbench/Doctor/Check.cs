using System.Globalization;
using Workbench.Reports;

namespace Workbench.Doctor;

/// <summary>What a check came to.</summary>
internal enum CheckState
{
    /// <summary>It is here.</summary>
    Here,

    /// <summary>It is not here, and the default commands do without.</summary>
    Absent,

    /// <summary>It is not here, and the default commands need it.</summary>
    Missing,
}

/// <summary>One thing that a machine has or lacks.</summary>
/// <param name="Name">What it is.</param>
/// <param name="State">Whether it is here.</param>
/// <param name="Found">What was found.</param>
/// <param name="Remedy">What to do about it; empty if nothing need be done.</param>
internal sealed record Check(string Name, CheckState State, string Found, string Remedy = "")
{
    /// <summary>All checks of a machine, those that the default commands need first.</summary>
    /// <param name="facts">The machine.</param>
    /// <param name="needs">What the default commands need.</param>
    public static IReadOnlyList<Check> All(MachineFacts facts, Needs needs) =>
    [
        Natives(facts), Data(facts), Memory(facts, needs), Results(facts, needs), DotNet(facts), Processor(facts), Cards(facts), Kernel(facts), Slurm(facts), WholeData(facts),
    ];

    private static Check Natives(MachineFacts facts) => facts.LibTorch is { } version
        ? new("libtorch", CheckState.Here, facts.LibstdcxxLacks is { } lacks
            ? $"{version}; the system's libstdc++ lacks {lacks}, and a patched copy of TorchSharp's library is used instead"
            : $"{version}; the system's libstdc++ is new enough for it")
        : new("libtorch", CheckState.Missing, "does not load", facts.NativeProblem ?? "run `dotnet build` on this machine");

    private static Check Data(MachineFacts facts) => facts.DataProblem is { } problem
        ? new("images of the repository", CheckState.Missing, "missing or damaged", problem)
        : new("images of the repository", CheckState.Here, $"{string.Join(" and ", facts.Data)}; checksums agree");

    private static Check Memory(MachineFacts facts, Needs needs)
    {
        var (there, all) = (facts.Memory, needs.WorkerMemory * facts.Cores);
        var found = $"{Wording.Size(there)} for this process; a run of the standard comparison takes about {Wording.Size(needs.WorkerMemory)}";
        return there < needs.WorkerMemory ? new("memory", CheckState.Missing, found, $"give it at least {Wording.Size(needs.WorkerMemory)}")
            : there < all ? new("memory", CheckState.Here, found, string.Create(CultureInfo.InvariantCulture, $"train fewer runs side by side: --workers {there / needs.WorkerMemory}"))
            : new("memory", CheckState.Here, found);
    }

    private static Check Results(MachineFacts facts, Needs needs)
    {
        var found = $"{facts.Results}: {Wording.Size(facts.FreeRoom)} free; the runs of `reproduce` take about {Wording.Size(needs.ResultsRoom)}";
        return facts.ResultsProblem is { } problem ? new("results folder", CheckState.Missing, facts.Results, problem)
            : facts.FreeRoom < needs.ResultsRoom ? new("results folder", CheckState.Missing, found, "free some room there, or choose another folder with --out")
            : new("results folder", CheckState.Here, found);
    }

    private static Check DotNet(MachineFacts facts) => facts.Sdks.Count > 0
        ? new(".NET", CheckState.Here, $"{facts.DotNet}, SDK {string.Join(", ", facts.Sdks)}")
        : new(".NET", CheckState.Absent, $"{facts.DotNet}, no SDK", "to build the workbench, or your own program with it, install the .NET 10 SDK");

    private static Check Processor(MachineFacts facts) => new(
        "processor",
        CheckState.Here,
        string.Create(CultureInfo.InvariantCulture, $"{facts.Processor}, {facts.Cores} cores; {string.Join(", ", facts.Vectors.DefaultIfEmpty("no wide vectors"))}"),
        facts.VectorBits is > 0 and < 256 ? "the fused kernels are tuned for AVX2 and use 128-bit vectors here: compare with --backend libtorch" : "");

    private static Check Cards(MachineFacts facts) => (facts.Cards.Count, facts.UsableCards) switch
    {
        (0, 0) => new("GPUs", CheckState.Absent, "no NVIDIA GPU; all commands run on the processor"),
        (_, 0) => new("GPUs", CheckState.Absent, $"{string.Join("; ", facts.Cards)}; libtorch here is the build for the processor, or the driver is too old", "build with `dotnet build -p:Torch=cuda`, then use --device cuda"),
        (0, var usable) => new("GPUs", CheckState.Here, $"{Whole(usable)} that libtorch sees", "train on them with --device cuda"),
        _ => new("GPUs", CheckState.Here, $"{string.Join("; ", facts.Cards)}; libtorch sees {Whole(facts.UsableCards)}", "train on them with --device cuda"),
    };

    private static Check Kernel(MachineFacts facts) => facts.Kernels.Count > 0
        ? new("Jupyter kernel", CheckState.Here, string.Join(" and ", facts.Kernels) + (facts.Jupyter is null ? "; jupyter is not on the path, which VS Code does not need" : ""))
        : new("Jupyter kernel", CheckState.Absent, facts.Jupyter is { } jupyter ? $"not installed; Jupyter is {jupyter}" : "not installed", "for notebooks in VS Code or Jupyter: workbench kernel install");

    private static Check Slurm(MachineFacts facts) => facts.Slurm is { } version
        ? new("Slurm", CheckState.Here, $"{version}{(facts.SlurmJob is { } job ? $"; this is job {job}" : "")}")
        : new("Slurm", CheckState.Absent, "no sbatch on the path; runs are trained on this machine");

    private static Check WholeData(MachineFacts facts) => facts.WholeData is { } folder
        ? new("whole Fashion-MNIST", CheckState.Here, folder)
        : new("whole Fashion-MNIST", CheckState.Absent, "not here; the default commands use the images of the repository", "workbench data fetch fashion-mnist");

    private static string Whole(long number) => number.ToString("n0", CultureInfo.InvariantCulture);
}
