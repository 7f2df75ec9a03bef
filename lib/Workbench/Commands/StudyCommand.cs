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
            List(), Show(), Figures(), Declare(), Run(), Status(), Verify(), Power(), Robustness(), StudyOverallCommand.Create(), StudyReportCommand.Create(), StudyExportCommand.Create(),
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
        var (chosen, results, workers) = (new StudyChoice(), CommonOptions.Out(), CommonOptions.Workers());
        var checkpoints = CommonOptions.CheckpointSeconds();
        var minutes = Ranges.Minutes.Option("--minutes", "plan the study for this many minutes, then stop");
        var record = new Option<bool>("--record") { Description = "write the finished study, which must be declared, to data/studies" };
        var elsewhere = new ClusterOptions();
        var command = new Command("run", "Train the missing runs of a study, then show what it found.")
        {
            chosen.Name, results, chosen.Smoke, workers, chosen.Device, chosen.Backend, chosen.Precision, checkpoints, minutes, record,
        };
        elsewhere.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(record) && chosen.IsFile(parsed))
            {
                throw new UsageException("--record is for the studies that come with the workbench; to keep your own study, copy its results folder");
            }

            if (parsed.GetValue(record) && parsed.GetValue(chosen.Smoke))
            {
                throw new UsageException("--record and --smoke cannot be combined; leave one out");
            }

            var output = parsed.InvocationConfiguration.Output;
            var cluster = elsewhere.Read(parsed, minutes, record, workers);
            var isDryRun = cluster?.IsDryRun == true;
            var store = CommonOptions.Runs(parsed.GetRequiredValue(results), parsed.GetValue(checkpoints), isDryRun ? parsed.InvocationConfiguration.Error : output);
            var where = parsed.GetRequiredValue(chosen.Device);
            var study = chosen.Of(parsed, cluster is null ? CommonOptions.DeviceOf(where) : ClusterOptions.DeviceOf(where));
            CommonOptions.Checked(study.Backend, study.Device, isDryRun ? TextWriter.Null : output);
            study.Arms.ToList().ForEach(arm => Precisions.Check(study.Precision, study.Backend, arm.Task));
            if (cluster is not null)
            {
                var submission = new StudySubmission(store, cluster.Options, output);
                return Task.FromResult(isDryRun ? submission.Show(study) : submission.Submit(study));
            }

            var runner = new StudyRunner(store, CommonOptions.WorkersOn(parsed, workers, study.Device), output);
            return elsewhere.ShardOf(parsed) is { } shard
                ? runner.RunAsync(study, shard, cancellation)
                : runner.RunAsync(study, parsed.GetValue(minutes), parsed.GetValue(record), cancellation);
        });
        return command;
    }

    private static Command Status()
    {
        var (chosen, results) = (new StudyChoice(), CommonOptions.Out());
        var command = new Command("status", "Show which runs of a study are finished, which of a job array wait, run or failed, and the results so far.")
        {
            chosen.Name, results,
        };
        chosen.Options.ToList().ForEach(command.Add);
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var store = CommonOptions.Runs(parsed.GetRequiredValue(results), output);
            _ = store.ReadAhead();
            return StudyStatus.Write(chosen.WithRuns(parsed), store, output);
        });
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
}
