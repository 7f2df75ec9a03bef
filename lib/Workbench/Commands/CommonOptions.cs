using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using Sandglass.Weights;

namespace Workbench.Commands;

/// <summary>Options that several commands share, so that they mean the same everywhere.</summary>
internal static class CommonOptions
{
    internal static Option<string> Preset() => new Option<string>("--preset")
    {
        Description = "smoke: proves that it works, in seconds; quick: to explore, within 20 seconds a network; standard: answers, in a quarter of an hour on two cores",
        DefaultValueFactory = _ => Sandglass.Training.Preset.Standard.Name,
    }.AcceptOnlyFromAmong([.. Sandglass.Training.Preset.All.Select(preset => preset.Name)]);

    internal static Option<DirectoryInfo> Out() => new("--out")
    {
        Description = "folder for runs and results",
        DefaultValueFactory = _ => new DirectoryInfo("results"),
    };

    internal static Option<DirectoryInfo> Results() => new("--results")
    {
        Description = "folder for runs and results, where a run is named",
        DefaultValueFactory = _ => new DirectoryInfo("results"),
    };

    internal static Option<int> Seed() => new("--seed") { Description = "seed of all random streams", DefaultValueFactory = _ => 1 };

    internal static Option<string> Device() => new("--device")
    {
        Description = "where it runs: cpu, cuda, cuda:1, or auto for CUDA where there is a card",
        DefaultValueFactory = _ => "cpu",
    };

    /// <summary>The device as a run's spec names it: what <c>auto</c> chooses, since that decides the bytes.</summary>
    /// <param name="asked">What the option was given.</param>
    /// <exception cref="Sandglass.WorkbenchException">There is no such device, or it is not there.</exception>
    internal static string DeviceOf(string asked) => asked == "cpu" ? asked : TorchDevice.NameOf(asked);

    internal static Option<int> Workers()
    {
        var workers = new Option<int>("--workers")
        {
            Description = "single-thread processes side by side",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        return AtLeastOne(workers, "--workers must be at least 1");
    }

    internal static Option<uint> CheckpointSeconds() => new("--checkpoint-seconds")
    {
        Description = "least time between two checkpoints, 0 for one after each step; each epoch ends with one",
        DefaultValueFactory = _ => 30,
    };

    internal static Option<int> AtLeastOne(Option<int> option, string message) => Checked(option, number => number < 1 ? message : null);

    /// <summary>Refuses values that cannot be used.</summary>
    /// <param name="option">The option.</param>
    /// <param name="fault">Says what is wrong with a value; null where nothing is.</param>
    internal static Option<T> Checked<T>(Option<T> option, Func<T?, string?> fault)
    {
        option.Validators.Add(result =>
        {
            try
            {
                if (fault(result.GetValue(option)) is { } reason)
                {
                    result.AddError(reason);
                }
            }
            catch (InvalidOperationException)
            {
                // It is no such value at all, which the parser itself reports.
            }
        });
        return option;
    }

    /// <summary>The runs of a results folder, told to write so many checkpoints and to say when a run goes on.</summary>
    internal static RunStore Runs(DirectoryInfo results, uint checkpointSeconds, TextWriter output) =>
        new(Runs(results).Directory) { CheckpointInterval = TimeSpan.FromSeconds(checkpointSeconds), Note = output.WriteLine };

    /// <summary>The runs of a results folder; what is wrong with one is said.</summary>
    internal static RunStore Runs(DirectoryInfo results, TextWriter output) => new(Runs(results).Directory) { Note = output.WriteLine };

    internal static RunStore Runs(DirectoryInfo results) => new(Path.Combine(results.FullName, "runs"));

    /// <summary>A finished run by the first digits of its hash, or by its folder.</summary>
    /// <exception cref="Sandglass.WorkbenchException">There is none, or more than one.</exception>
    internal static Run FinishedRun(string run, DirectoryInfo results) =>
        Directory.Exists(run) ? RunStore.Read(run) : Runs(results).FinishedNamed(run);

    internal static Argument<string> Network() => new("network")
    {
        Description = "one of: " + string.Join(", ", NetworkCatalogue.Entries.Select(entry => entry.Name)),
    };

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

    internal static Option<double> Width() => new("--width")
    {
        Description = "width multiplier",
        DefaultValueFactory = _ => 1.0,
        CustomParser = Number<double>,
    };

    internal static Option<string?> Identity() => new("--identity")
    {
        Description = "identity tensor multiplier that the weights were trained with, such as 1 or 1/2, where the file does not say it",
    };

    /// <exception cref="UsageException">The text is no multiplier.</exception>
    internal static double? IdentityOf(string? text) => text is null
        ? null
        : IdentityMultiplier.Parse(text) ?? throw new UsageException($"--identity takes a share from 0 to 1 such as 1, 1/2 or 0.5, not '{text}'");

    // The parser's own would take the comma of "0,35" for a separator of thousands.
    internal static T Number<T>(ArgumentResult result)
        where T : struct, INumber<T>
    {
        var text = result.Tokens[0].Value;
        if (!T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            result.AddError($"{((OptionResult)result.Parent!).Option.Name} takes a number such as 0.35 or 224, not '{text}'");
        }

        return number;
    }
}
