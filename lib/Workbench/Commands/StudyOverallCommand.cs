using System.CommandLine;
using Sandglass;
using Sandglass.Paper;
using Workbench.Studies;

namespace Workbench.Commands;

/// <summary><c>workbench study overall</c>: one difference over all budgets and sets of images.</summary>
internal static class StudyOverallCommand
{
    internal static Command Create()
    {
        var names = new Argument<string[]>("names")
        {
            HelpName = "NAME",
            Description = "names of recorded studies; 'workbench study list' lists them [default: blocks, and the same comparison on other images]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.CompletionSources.Add(_ => StudyCatalogue.Names);
        var first = new Option<string>("--first") { HelpName = "ARM", Description = "arm whose outcome is taken", DefaultValueFactory = _ => "sandglass" };
        var second = new Option<string>("--second") { HelpName = "ARM", Description = "arm whose outcome is subtracted", DefaultValueFactory = _ => "inverted" };
        var picture = new Option<string?>("--picture") { HelpName = CommonOptions.File, Description = "PNG file for the forest plot [default: none]" };
        var command = new Command("overall", "Show the difference of two arms over all budgets and sets of images, by one hierarchical model.") { names, first, second, picture };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            StudyRecord[] studies = [.. (parsed.GetValue(names) is { Length: > 0 } asked ? asked.Distinct() : StudyCatalogue.OfTheMainComparison()).Select(Recorded)];
            StudyOverall.Write(studies, parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), parsed.GetValue(picture), output, TerminalWidth.Of(output));
        });
        return command;
    }

    private static StudyRecord Recorded(string name) => StudyStatus.Recorded(
        StudyCatalogue.Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"there is no study {Misuse.Quoted(name)}{Misuse.Meant(name, StudyCatalogue.Names) ?? "; 'workbench study list' lists them"}"));
}
