using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Training;
using Sandglass.Weights;

namespace Workbench.Commands;

/// <summary>Options that several commands share, so that they mean the same everywhere.</summary>
internal static class CommonOptions
{
    internal static Option<string> Preset() => new Option<string>("--preset")
    {
        Description = "smoke: proves that it works, in seconds; standard: answers, in a quarter of an hour on two cores",
        DefaultValueFactory = _ => Sandglass.Training.Preset.Standard.Name,
    }.AcceptOnlyFromAmong([.. Sandglass.Training.Preset.All.Select(preset => preset.Name)]);

    internal static Option<DirectoryInfo> Out() => new("--out")
    {
        Description = "folder for runs and results",
        DefaultValueFactory = _ => new DirectoryInfo("results"),
    };

    internal static Option<int> Workers()
    {
        var workers = new Option<int>("--workers")
        {
            Description = "single-thread processes side by side",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        workers.Validators.Add(result =>
        {
            if (result.GetValue(workers) < 1)
            {
                result.AddError("--workers must be at least 1");
            }
        });
        return workers;
    }

    internal static Option<uint> CheckpointSeconds() => new("--checkpoint-seconds")
    {
        Description = "least time between two checkpoints, 0 for one after each step; each epoch ends with one",
        DefaultValueFactory = _ => 30,
    };

    /// <summary>The runs of a results folder, told to write so many checkpoints and to say when a run goes on.</summary>
    internal static RunStore Runs(DirectoryInfo results, TimeSpan checkpoints, TextWriter output) =>
        new(Runs(results).Directory) { CheckpointInterval = checkpoints, Note = output.WriteLine };

    internal static RunStore Runs(DirectoryInfo results) => new(Path.Combine(results.FullName, "runs"));

    /// <summary>The folder of detectors' runs in a results folder.</summary>
    internal static string Detections(DirectoryInfo results) => Path.Combine(results.FullName, "detection");

    /// <summary>What the data folder holds is the study's own preset; a trial must not take its place.</summary>
    /// <exception cref="UsageException">Another preset was to be recorded.</exception>
    internal static void RequireRecordable(bool record, string preset, string recorded)
    {
        if (record && preset != recorded)
        {
            throw new UsageException($"--record writes the study of preset {recorded}, not of {preset}; leave one of them out");
        }
    }

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
