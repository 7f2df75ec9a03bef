using System.CommandLine;
using Sandglass.Studies;
using Workbench.Studies;

namespace Workbench.Commands;

/// <summary><c>workbench study</c>: named grids of runs and what they say.</summary>
internal static class StudyCommand
{
    public static Command Create() =>
        new("study", "Run, show and verify studies: named grids of runs with comparisons written down beforehand.")
        {
            List(), Run(), Status(), Verify(), Power(),
        };

    private static Command List()
    {
        var command = new Command("list", "Name every study with its question and size.");
        command.SetAction(parsed =>
        {
            StudyTable.Of(StudyCatalogue.Names.Select(StudyCatalogue.Named)).Write(parsed.InvocationConfiguration.Output);
            return 0;
        });
        return command;
    }

    private static Command Run()
    {
        var (name, results, smoke, workers) = (Name(), CommonOptions.Out(), Smoke(), CommonOptions.Workers());
        var checkpoints = CommonOptions.CheckpointSeconds();
        var minutes = new Option<double?>("--minutes") { Description = "plan what fits into so many minutes, and stop then" };
        var record = new Option<bool>("--record") { Description = "write the finished study into data/studies" };
        var command = new Command("run", "Train what is missing of a study, then say what it found.")
        {
            name, results, smoke, workers, checkpoints, minutes, record,
        };
        command.SetAction((parsed, cancellation) => new StudyRunner(
            CommonOptions.Runs(
                parsed.GetRequiredValue(results),
                TimeSpan.FromSeconds(parsed.GetValue(checkpoints)),
                parsed.InvocationConfiguration.Output),
            parsed.GetValue(workers),
            parsed.InvocationConfiguration.Output).RunAsync(
                Chosen(parsed, name, smoke), parsed.GetValue(minutes), parsed.GetValue(record), cancellation));
        return command;
    }

    private static Command Status()
    {
        var (name, results, smoke) = (Name(), CommonOptions.Out(), Smoke());
        var command = new Command("status", "Show which runs of a study are finished, and what they say so far.") { name, results, smoke };
        command.SetAction(parsed => StudyStatus.Write(
            Chosen(parsed, name, smoke), CommonOptions.Runs(parsed.GetRequiredValue(results)), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static Command Verify()
    {
        var (name, workers) = (Name(), CommonOptions.Workers());
        var sample = new Option<int>("--sample") { Description = "runs to train again", DefaultValueFactory = _ => 2 };
        var seed = new Option<int>("--seed") { Description = "which runs are drawn", DefaultValueFactory = _ => 1 };
        var command = new Command("verify", "Train some runs of a recorded study again and compare.") { name, sample, seed, workers };
        command.SetAction((parsed, cancellation) => StudyVerification.RunAsync(
            parsed.GetRequiredValue(name),
            parsed.GetValue(sample),
            parsed.GetValue(seed),
            parsed.GetValue(workers),
            parsed.InvocationConfiguration.Output,
            cancellation));
        return command;
    }

    private static Command Power()
    {
        var name = Name();
        var seeds = new Option<int?>("--seeds") { Description = "as if it had so many seeds (at least 2), instead of those that it has" };
        seeds.Validators.Add(result =>
        {
            if (result.GetValue(seeds) < 2)
            {
                result.AddError("--seeds must be at least 2");
            }
        });
        var command = new Command("power", "Simulate how often a recorded study's verdicts would be right at its seeds and spread.") { name, seeds };
        command.SetAction(parsed => StudyPower.Write(
            parsed.GetRequiredValue(name), parsed.GetValue(seeds), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static Argument<string> Name() =>
        new Argument<string>("name") { Description = "name of the study" }.AcceptOnlyFromAmong([.. StudyCatalogue.Names]);

    private static Option<bool> Smoke() => new("--smoke") { Description = "the same grid in seconds; its accuracies mean nothing" };

    private static Study Chosen(ParseResult parsed, Argument<string> name, Option<bool> smoke)
    {
        var study = StudyCatalogue.Named(parsed.GetRequiredValue(name));
        return parsed.GetValue(smoke) ? study.Smoke() : study;
    }
}
