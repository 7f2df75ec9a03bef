using System.CommandLine;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using Sandglass.Weights;

namespace Workbench.Commands;

/// <summary>Options that several commands share, so that they mean the same everywhere.</summary>
internal static class CommonOptions
{
    // As help calls what an option takes.
    internal const string Folder = "DIR";
    internal const string File = "FILE";

    private const string Auto = "auto";
    private const string Kernels = "whose kernels train; fused ones are the workbench's, for the cpu (docs/COMPUTE.md)";

    internal static Option<string> Preset() => new Option<string>("--preset")
    {
        Description = "smoke: checks that everything works, in seconds; quick: for exploring, at most 20 seconds per network; standard: for results, a quarter of an hour on two cores",
        DefaultValueFactory = _ => Sandglass.Preset.Standard.Name,
    }.Among([.. Sandglass.Preset.All.Select(preset => preset.Name)]);

    internal static Option<DirectoryInfo> Out() => new("--out")
    {
        HelpName = Folder,
        Description = "folder for runs and results",
        DefaultValueFactory = _ => new DirectoryInfo("results"),
    };

    internal static Option<DirectoryInfo> Results() => new("--results")
    {
        HelpName = Folder,
        Description = "folder with the runs",
        DefaultValueFactory = _ => new DirectoryInfo("results"),
    };

    internal static Option<int> Seed(string description = "random seed") => Ranges.Seed.Option("--seed", description, 1);

    internal static Option<string> Device() => new("--device")
    {
        Description = "device to run on: cpu, cuda, cuda:1, or auto (CUDA if available)",
        DefaultValueFactory = _ => "cpu",
        CustomParser = given => given.Tokens[0].Value.ToLowerInvariant(),
    };

    /// <summary>The device as a run's spec names it, <c>cpu</c> or <c>cuda</c>: what <c>auto</c> chooses, since that decides the bytes.</summary>
    /// <param name="asked">What the option was given.</param>
    /// <exception cref="WorkbenchException">There is no such device, or it is not there.</exception>
    internal static string DeviceOf(string asked) => asked == "cpu" ? asked : TorchDevice.Use(asked);

    internal static Option<string> Precision() => new Option<string>("--precision")
    {
        Description = "what convolutions and linear layers compute a training step in; the rest is float32 (docs/MACHINES.md)",
        DefaultValueFactory = _ => Precisions.Float32,
    }.Among(Precisions.Names);

    internal static Option<string> Backend() => new Option<string>("--backend")
    {
        Description = Kernels,
        DefaultValueFactory = _ => Backends.LibTorch,
    }.Among(Backends.Names);

    /// <summary>The same for what says a backend itself, where none is given.</summary>
    /// <param name="own">Whose that is.</param>
    internal static Option<string?> BackendOr(string own) => new Option<string?>("--backend") { Description = $"{Kernels} [default: {own}]" }.Among(Backends.Names);

    /// <summary>The same for a command that may choose.</summary>
    internal static Option<string> AnyBackend() => new Option<string>("--backend")
    {
        Description = $"whose kernels train; {Auto}: fused on a cpu with AVX2, else libtorch (docs/COMPUTE.md)",
        DefaultValueFactory = _ => Auto,
    }.Among([Auto, .. Backends.Names]);

    /// <summary>Where runs are trained and by whose kernels; what a reader must know of these is said, once.</summary>
    /// <exception cref="WorkbenchException">There is no such device, it is not there, or the backend is not for it.</exception>
    internal static (string Device, string Backend) Trained(ParseResult asked, Option<string> device, Option<string> backend)
    {
        var (where, kernels) = (DeviceOf(asked.GetRequiredValue(device)), asked.GetRequiredValue(backend));
        return (where, Checked(kernels == Auto ? Backends.FastestOn(where) : kernels, where, asked.InvocationConfiguration.Output));
    }

    /// <summary>A backend for a device; what a reader must know of it is said.</summary>
    /// <exception cref="WorkbenchException">The backend is not for the device.</exception>
    internal static string Checked(string backend, string device, TextWriter output)
    {
        Backends.Check(backend, device);
        if (Backends.NoteOn(backend) is { } note)
        {
            output.WriteLine(note);
        }

        return backend;
    }

    internal static Option<int> Workers() =>
        Ranges.Workers.Option("--workers", "parallel processes, with one thread each; with --device cuda, one per GPU if not given", () => Math.Min(Environment.ProcessorCount, Ranges.Workers.Most));

    /// <summary>Processes side by side: as many as asked; if not asked, a card each where runs compute on cards.</summary>
    /// <param name="asked">The command line.</param>
    /// <param name="workers">The option.</param>
    /// <param name="device">Where runs compute.</param>
    internal static int WorkersOn(ParseResult asked, Option<int> workers, string device) =>
        device == "cuda" && !asked.IsGiven(workers) ? TorchDevice.Cards.Count : asked.GetValue(workers);

    internal static Option<int?> Epochs(string description = "epochs, instead of the preset's") => Ranges.Epochs.Option("--epochs", description);

    internal static Option<double?> LearningRate(string description = "learning rate, instead of the preset's") =>
        Ranges.LearningRate.Option("--learning-rate", description);

    internal static Option<int> CheckpointSeconds() => Ranges.CheckpointSeconds.Option(
        "--checkpoint-seconds", "minimum seconds between checkpoints; every epoch ends with one, and 0 writes one after every step", 30);

    /// <summary>The runs of a results folder, with an interval between checkpoints; it says when a run resumes.</summary>
    internal static RunStore Runs(DirectoryInfo results, int checkpointSeconds, TextWriter output) =>
        new(Runs(results).Directory) { CheckpointInterval = TimeSpan.FromSeconds(checkpointSeconds), Note = output.WriteLine };

    /// <summary>The runs of a results folder; what is wrong with one is said.</summary>
    internal static RunStore Runs(DirectoryInfo results, TextWriter output) => new(Runs(results).Directory) { Note = output.WriteLine };

    /// <exception cref="WorkbenchException">There is a file of that name.</exception>
    internal static RunStore Runs(DirectoryInfo results) => System.IO.File.Exists(results.FullName)
        ? throw new WorkbenchException($"{results.FullName} is a file; name a folder for runs and results")
        : new RunStore(Path.Combine(results.FullName, "runs"));

    /// <summary>A finished run by the first digits of its hash, or by its folder.</summary>
    /// <exception cref="WorkbenchException">There is none, or more than one.</exception>
    internal static Run FinishedRun(string run, DirectoryInfo results) =>
        Directory.Exists(run) ? RunStore.Read(run) : Runs(results).FinishedNamed(Hash(run));

    /// <summary>Refuses a file that is there, before any work is done for it.</summary>
    /// <exception cref="WorkbenchException">It is there.</exception>
    internal static void RequireNew(string? file)
    {
        if (Path.Exists(file))
        {
            throw new WorkbenchException($"{file} is there already; remove it, or name another file");
        }
    }

    /// <summary>Refuses what this machine's memory does not hold, before it is built.</summary>
    /// <param name="bytes">What it takes, about.</param>
    /// <param name="what">What that is, such as <c>weights of mobilenext-16.0</c>.</param>
    /// <param name="remedy">What to give instead.</param>
    /// <exception cref="WorkbenchException">It is more than there is.</exception>
    internal static void RequireMemory(double bytes, string what, string remedy)
    {
        var there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > there)
        {
            throw new WorkbenchException(FormattableString.Invariant($"{what} take about {bytes / 1e9:0.0} GB, and this machine has {there / 1e9:0.0}; {remedy}"));
        }
    }

    /// <summary>The digits of a hash as runs are named, however they were typed.</summary>
    internal static string Hash(string digits) => digits.ToLowerInvariant();

    internal static Argument<string> Network() =>
        new Argument<string>("network") { Description = "name of a network" }.AmongListed("network", NetworksCommand.Called, NetworksCommand.Names);

    /// <exception cref="UsageException">There is no such network; the nearest is named.</exception>
    internal static CatalogueEntry Find(string network)
    {
        try
        {
            return NetworkCatalogue.Find(network);
        }
        catch (InvalidSpecException unknown)
        {
            throw new UsageException(unknown.Message, unknown);
        }
    }

    internal static Option<double> Width() => Ranges.Width.Option("--width", "width multiplier", 1.0);

    internal static Option<string?> Identity() => new("--identity")
    {
        Description = "identity tensor multiplier of the weights, such as 1 or 1/2, if the file does not say it",
    };

    /// <exception cref="UsageException">The text is not a multiplier.</exception>
    internal static double? IdentityOf(string? text) => text is null
        ? null
        : IdentityMultiplier.Parse(text) ?? throw new UsageException($"--identity takes a share from 0 to 1 such as 1, 1/2 or 0.5, not {Misuse.Quoted(text)}");
}
