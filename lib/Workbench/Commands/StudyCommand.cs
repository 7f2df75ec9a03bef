using System.CommandLine;
using Sandglass;
using Sandglass.Paper;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;
using Workbench.Studies;

namespace Workbench.Commands;

/// <summary><c>workbench study</c>: named grids of runs and what they say.</summary>
internal static class StudyCommand
{
    public static Command Create() =>
        new("study", "Run, show and verify studies: named sets of runs whose comparisons were planned in advance.")
        {
            List(), Show(), Figures(), Declare(), Run(), Status(), Verify(), Power(), Robustness(), StudyOverallCommand.Create(),
        };

    private static Command List()
    {
        var command = new Command("list", "List the studies with their question, size and cost, and whether they are recorded.");
        command.SetAction(parsed => StudyTable.Write(StudyCatalogue.Names, parsed.InvocationConfiguration.Output));
        return command;
    }

    private static Command Show()
    {
        var name = Name();
        var command = new Command("show", "Show what a recorded study found.") { name };
        command.SetAction(parsed =>
        {
            var record = StudyStatus.Recorded(parsed.GetRequiredValue(name));
            StudyStatus.WriteRecorded(record, parsed.InvocationConfiguration.Output);
            StudyDeclaration.Write(record, Declaration.Read(RecordedStudy.Folder(parsed.GetRequiredValue(name))), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static Command Figures()
    {
        var (name, results) = (Name(), CommonOptions.Out());
        var format = new Option<string>("--format") { Description = "form of the files", DefaultValueFactory = _ => StudyPictures.Formats[0] }.Among(StudyPictures.Formats);
        var command = new Command("figures", "Draw the figures of a recorded study in OUT/studies/NAME; with --out data, next to the record.") { name, results, format };
        command.SetAction(parsed =>
        {
            var record = StudyStatus.Recorded(parsed.GetRequiredValue(name));
            var paths = StudyPictures.Save(record, Path.Combine(parsed.GetRequiredValue(results).FullName, "studies", record.Protocol.Name), parsed.GetRequiredValue(format));
            paths.ToList().ForEach(path => parsed.InvocationConfiguration.Output.WriteLine($"written: {path}"));
            return 0;
        });
        return command;
    }

    private static Command Declare()
    {
        var (name, results) = (Name(), CommonOptions.Out());
        var data = new Option<DirectoryInfo?>("--data") { HelpName = CommonOptions.Folder, Description = "data folder in which it is written [default: the repository's]" };
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "why it is declared again, in a line" };
        var command = new Command("declare", $"Write the protocol of a study down before its runs, in data/studies/NAME/{Declaration.FileName}; what was declared before stays.") { name, results, data, reason };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(reason) is { } text && (text.Length > Declaration.LongestText || text.Any(char.IsControl)))
            {
                throw new UsageException($"--reason takes a line of at most {Declaration.LongestText} characters");
            }

            var study = StudyCatalogue.Named(parsed.GetRequiredValue(name));
            return StudyDeclaration.Declare(
                study,
                RecordedStudy.Folder(study.Name, parsed.GetValue(data)?.FullName),
                CommonOptions.Runs(parsed.GetRequiredValue(results), parsed.InvocationConfiguration.Output),
                parsed.GetValue(reason),
                parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static Command Run()
    {
        var (name, results, smoke, workers) = (NameOrFile(), CommonOptions.Out(), Smoke(), CommonOptions.Workers());
        var (checkpoints, device, backend) = (CommonOptions.CheckpointSeconds(), CommonOptions.Device(), Backend());
        var minutes = Ranges.Minutes.Option("--minutes", "plan the study for this many minutes, then stop");
        var record = new Option<bool>("--record") { Description = "write the finished study, which must be declared, to data/studies" };
        var command = new Command("run", "Train the missing runs of a study, then show what it found.")
        {
            name, results, smoke, workers, device, backend, checkpoints, minutes, record,
        };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(record) && IsFile(parsed.GetRequiredValue(name)))
            {
                throw new UsageException("--record is for the studies that come with the workbench; to keep your own study, copy its results folder");
            }

            if (parsed.GetValue(record) && parsed.GetValue(smoke))
            {
                throw new UsageException("--record and --smoke cannot be combined; leave one out");
            }

            var store = CommonOptions.Runs(parsed.GetRequiredValue(results), parsed.GetValue(checkpoints), parsed.InvocationConfiguration.Output);
            var study = Chosen(parsed, name, smoke, backend, CommonOptions.DeviceOf(parsed.GetRequiredValue(device)));
            CommonOptions.Checked(study.Backend, study.Device, parsed.InvocationConfiguration.Output);
            return new StudyRunner(store, parsed.GetValue(workers), parsed.InvocationConfiguration.Output)
                .RunAsync(study, parsed.GetValue(minutes), parsed.GetValue(record), cancellation);
        });
        return command;
    }

    private static Command Status()
    {
        var (name, results, smoke, backend) = (NameOrFile(), CommonOptions.Out(), Smoke(), Backend());
        var command = new Command("status", "Show which runs of a study are finished, and their results so far.") { name, results, smoke, backend };
        command.SetAction(parsed => StudyStatus.Write(
            Chosen(parsed, name, smoke, backend), CommonOptions.Runs(parsed.GetRequiredValue(results), parsed.InvocationConfiguration.Output), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static Command Verify()
    {
        var (name, workers, backend) = (Name(), CommonOptions.Workers(), CommonOptions.BackendOr("the record's"));
        var (sample, seed) = (Ranges.Sample.Option("--sample", "number of runs to train again", 2), CommonOptions.Seed("random seed that chooses the runs"));
        var command = new Command("verify", "Train some runs of a recorded study again and compare the results.") { name, sample, seed, workers, backend };
        command.SetAction((parsed, cancellation) => StudyVerification.RunAsync(
            parsed.GetRequiredValue(name),
            parsed.GetValue(sample),
            parsed.GetValue(seed),
            parsed.GetValue(backend),
            parsed.GetValue(workers),
            parsed.InvocationConfiguration.Output,
            cancellation));
        return command;
    }

    private static Command Power()
    {
        var name = Name();
        var seeds = Ranges.Seeds.Option("--seeds", "simulate this many seeds instead of the study's own");
        var spread = Ranges.Spread.Option("--spread", "simulate this standard deviation of paired differences, in points, instead of the recorded one");
        var command = new Command("power", "Simulate how often the verdicts of a recorded study are correct, given its seeds and spread.") { name, seeds, spread };
        command.SetAction(parsed => StudyPower.Write(
            parsed.GetRequiredValue(name), parsed.GetValue(seeds), parsed.GetValue(spread), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static Command Robustness()
    {
        var name = Name();
        var command = new Command("robustness", "Show whether the verdicts of a recorded study stay without any one seed, and vanish with shuffled labels.") { name };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            StudyStatus.Recorded(parsed.GetRequiredValue(name)).Robustness().Capitalized().Write(output, TerminalWidth.Of(output), 1, 0);
        });
        return command;
    }

    private static Argument<string> Name() =>
        new Argument<string>("name") { Description = "name of a study" }.AmongListed("study", "workbench study list", StudyCatalogue.Names);

    private static Argument<string> NameOrFile() =>
        new Argument<string>("name") { Description = "name of a study, or a file FILE.json with a study of your own" }.AmongListed("study", "workbench study list", StudyCatalogue.Names, IsFile);

    // By its name: reading it reports a file that does not exist.
    private static bool IsFile(string name) => Path.GetExtension(name).Equals(".json", StringComparison.OrdinalIgnoreCase);

    private static Option<bool> Smoke() => new("--smoke") { Description = "run the study in seconds, to check that it works; the results mean nothing" };

    private static Option<string?> Backend() => CommonOptions.BackendOr("the study's");

    // The study's own kernels where they are for the device.
    private static Study Chosen(ParseResult parsed, Argument<string> name, Option<bool> smoke, Option<string?> backend, string device = "cpu")
    {
        var chosen = parsed.GetRequiredValue(name);
        var study = !IsFile(chosen) ? StudyCatalogue.Named(chosen, parsed.GetValue(smoke))
            : Study.Read(chosen) is var own && parsed.GetValue(smoke) ? own.Smoke() : own;
        return study with { Device = device, Backend = parsed.GetValue(backend) ?? (device == "cpu" ? study.Backend : Backends.LibTorch) };
    }
}
