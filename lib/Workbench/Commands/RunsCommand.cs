using System.CommandLine;
using Sandglass.Training;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench runs</c>: what has been trained and what is being trained.</summary>
internal static class RunsCommand
{
    public static Command Create() =>
        new("runs", "List, show, compare, export and remove runs, finished and in progress.") { List(), Show(), Compare(), RunsExportCommand.Create(), Remove() };

    private static Command List()
    {
        var results = CommonOptions.Out();
        var command = new Command("list", "List the runs with their network, seed, epochs, state and accuracy.") { results };
        command.SetAction(parsed =>
        {
            var store = CommonOptions.Runs(parsed.GetRequiredValue(results));
            RunsReport.WriteList(store.List(), store.Directory, parsed.InvocationConfiguration.Output);
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var (run, results) = (Name("run"), CommonOptions.Out());
        var command = new Command("show", "Show one run: what was trained, where, and the result.") { run, results };
        command.SetAction(parsed =>
        {
            var stored = CommonOptions.Runs(parsed.GetRequiredValue(results)).Named(Digits(parsed, run));
            RunsReport.WriteRun(stored, parsed.InvocationConfiguration.Output);
            return 0;
        });
        return command;
    }

    private static Command Compare()
    {
        var (first, second, results) = (Name("first"), Name("second"), CommonOptions.Out());
        var command = new Command("compare", "Show how two finished runs differ, in their settings and on the test images.") { first, second, results };
        command.SetAction(parsed =>
        {
            var store = CommonOptions.Runs(parsed.GetRequiredValue(results));
            RunsReport.WriteComparison(
                store.FinishedNamed(Digits(parsed, first)),
                store.FinishedNamed(Digits(parsed, second)),
                parsed.InvocationConfiguration.Output);
            return 0;
        });
        return command;
    }

    private static Command Remove()
    {
        var (run, results) = (Name("run"), CommonOptions.Out());
        var yes = new Option<bool>("--yes") { Description = "remove without asking" };
        var command = new Command("remove", "Remove one run, finished or in progress. A run that is being trained is not removed.") { run, results, yes };
        command.SetAction(parsed =>
        {
            var store = CommonOptions.Runs(parsed.GetRequiredValue(results));
            var stored = store.Named(Digits(parsed, run));
            var output = parsed.InvocationConfiguration.Output;
            if (!parsed.GetValue(yes) && !IsAgreed(stored, output))
            {
                output.WriteLine("kept");
                return 0;
            }

            store.Remove(stored.Hash);
            output.WriteLine($"removed {stored.Hash}");
            return 0;
        });
        return command;
    }

    private static Argument<string> Name(string name) => new(name) { Description = "first digits of a run's hash" };

    private static string Digits(ParseResult parsed, Argument<string> name) => CommonOptions.Hash(parsed.GetRequiredValue(name));

    private static bool IsAgreed(StoredRun run, TextWriter output)
    {
        output.Write($"Remove {run.Hash}, {RunsReport.Label(run)}, {RunsReport.State(run)}? [y/N] ");
        var answer = Console.In.ReadLine() ?? throw new UsageException("there is no terminal to ask; add --yes to remove without asking");
        return answer.Trim() is "y" or "Y" or "yes" or "Yes";
    }
}
