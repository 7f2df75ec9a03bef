using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NotebookEngine.Kernel.Installation;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Runtime;
using Workbench.Running;

namespace Workbench.Doctor;

/// <summary>What was found on a machine, before any judgement.</summary>
internal sealed record MachineFacts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Version of the .NET that runs this.</summary>
    public required string DotNet { get; init; }

    /// <summary>Versions of its SDK; none where only the runtime is installed.</summary>
    public IReadOnlyList<string> Sdks { get; init; } = [];

    /// <summary>Version of libtorch; null if it does not load.</summary>
    public string? LibTorch { get; init; }

    /// <summary>Why libtorch does not load, and what to do.</summary>
    public string? NativeProblem { get; init; }

    /// <summary>What the system's libstdc++ lacks where the remedy for that is in use, such as <c>GLIBCXX_3.4.32</c>.</summary>
    public string? LibstdcxxLacks { get; init; }

    /// <summary>The processor's model name.</summary>
    public required string Processor { get; init; }

    /// <summary>Cores that this process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Vector instructions that matter here.</summary>
    public IReadOnlyList<string> Vectors { get; init; } = [];

    /// <summary>Width of the vectors of the fused kernels, bits.</summary>
    public int VectorBits { get; init; }

    /// <summary>Memory that this process may use, bytes.</summary>
    public required long Memory { get; init; }

    /// <summary>Cards that the system's NVIDIA driver names, such as <c>NVIDIA A100, 40960 MiB</c>.</summary>
    public IReadOnlyList<string> Cards { get; init; } = [];

    /// <summary>Cards that libtorch sees.</summary>
    public int UsableCards { get; init; }

    /// <summary>The images of the repository, each set's folder; none if they are missing or damaged.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>What is wrong with them, and what to do.</summary>
    public string? DataProblem { get; init; }

    /// <summary>Folder of the whole Fashion-MNIST; null if it is not here.</summary>
    public string? WholeData { get; init; }

    /// <summary>The results folder.</summary>
    public required string Results { get; init; }

    /// <summary>Free room there, bytes.</summary>
    public long FreeRoom { get; init; }

    /// <summary>Why it cannot be written.</summary>
    public string? ResultsProblem { get; init; }

    /// <summary>Where the kernel of the notebooks is installed.</summary>
    public IReadOnlyList<string> Kernels { get; init; } = [];

    /// <summary>The program <c>jupyter</c>; null if it is not on the path. VS Code needs none.</summary>
    public string? Jupyter { get; init; }

    /// <summary>What Slurm says of its version, such as <c>slurm 23.11.4</c>; null without Slurm.</summary>
    public string? Slurm { get; init; }

    /// <summary>The Slurm job that this runs in; null outside of one.</summary>
    public string? SlurmJob { get; init; }

    /// <summary>Looks at this machine.</summary>
    /// <param name="results">The results folder.</param>
    public static MachineFacts Gather(string results)
    {
        var (natives, data) = (Problem(TorchRuntime.EnsureStarted), new List<string>());
        var dataProblem = Problem(() => data.AddRange(Checked(FashionMnist.Committed(), GlyphSet.Committed())));
        var folder = NearestThere(results);
        var resultsProblem = Problem(() => WritableFolder.Require(folder));
        return new MachineFacts
        {
            DotNet = Environment.Version.ToString(),
            Sdks = ThisProgram.Sdks,
            LibTorch = natives is null ? TorchRuntime.Version : null,
            NativeProblem = natives,
            LibstdcxxLacks = TorchRuntime.Remedied,
            Processor = ProcessorName.Read(),
            Cores = Environment.ProcessorCount,
            Vectors = [.. Instructions()],
            VectorBits = natives is null ? FusedLayers.VectorBits : 0,
            Memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            Cards = Lines("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader"),
            UsableCards = natives is null ? TorchDevice.CardCount : 0,
            Data = dataProblem is null ? data : [],
            DataProblem = dataProblem,
            WholeData = dataProblem is null ? FashionMnist.FindWhole() : null,
            Results = results,
            FreeRoom = resultsProblem is null ? new DriveInfo(folder).AvailableFreeSpace : 0,
            ResultsProblem = resultsProblem,
            Kernels = KernelSpecFolder.AllInstalled,
            Jupyter = OtherProgram.Find("jupyter"),
            Slurm = Lines("sbatch", "--version") is [var version, ..] ? version : null,
            SlurmJob = Environment.GetEnvironmentVariable("SLURM_JOB_ID"),
        };
    }

    // None if the program is not there, fails, or does not answer.
    private static string[] Lines(string program, params string[] arguments) => OtherProgram.Run(program, arguments, patience: Patience) is { ExitCode: 0 } ended
        ? ended.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [];

    // Looking makes no folder.
    private static string NearestThere(string folder) => Directory.Exists(folder) || Path.GetDirectoryName(folder) is not { } parent ? folder : NearestThere(parent);

    private static IEnumerable<string> Checked(params string[] folders)
    {
        foreach (var folder in folders)
        {
            Checksums.Verify(folder);
            yield return folder;
        }
    }

    private static string? Problem(Action look)
    {
        try
        {
            look();
            return null;
        }
        catch (Exception wrong) when (wrong is WorkbenchException or IOException or UnauthorizedAccessException)
        {
            return wrong.Message;
        }
    }

    private static IEnumerable<string> Instructions()
    {
        (string Name, bool IsThere)[] all =
        [
            ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("AVX-512", Avx512F.IsSupported), ("NEON", AdvSimd.IsSupported),
            ("bfloat16", RuntimeInformation.ProcessArchitecture == Architecture.X64 && ProcessorName.Has("avx512_bf16", "amx_bf16")),
        ];
        return all.Where(one => one.IsThere).Select(one => one.Name);
    }
}
