using System.CommandLine;
using System.CommandLine.Help;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench</c> with all its commands.</summary>
internal static class Root
{
    /// <summary>All of them in the order of the help, each with its name.</summary>
    internal static IReadOnlyList<(string Name, Func<Command> Create)> Commands { get; } =
    [
        ("reproduce", ReproduceCommand.Create),
        ("train", TrainCommand.Create),
        ("work", WorkCommand.Create),
        ("study", StudyCommand.Create),
        ("runs", RunsCommand.Create),
        ("count", CountCommand.Create),
        ("networks", NetworksCommand.Create),
        ("show", ShowCommand.Create),
        ("microscope", MicroscopeCommand.Create),
        ("claims", ClaimsCommand.Create),
        ("predict", PredictCommand.Create),
        ("weights", WeightsCommand.Create),
        ("export", ExportCommand.Create),
        ("quantize", QuantizeCommand.Create),
        ("latency", LatencyCommand.Create),
        (LatencyOrder.Command, LatencyWorkCommand.Create),
        ("detect", DetectCommand.Create),
        ("search", SearchCommand.Create),
        ("data", DataCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("plan", PlanCommand.Create),
        ("kernel", KernelCommand.Create),
        ("notebooks", NotebooksCommand.Create),
        ("exercise", ExerciseCommand.Create),
        ("gallery", () => GalleryCommand.Create("gallery")),
        ("site", SiteCommand.Create),
        ("completion", CompletionCommand.Create),
        (CompletionCommand.HiddenName, CompletionCommand.CreateHidden),
    ];

    /// <summary>The command with those under it.</summary>
    /// <param name="called">The first argument. Where it names one of them, that one is made alone: to make all of them takes a tenth of a second,
    /// and only the help and the Tab key show all.</param>
    public static RootCommand Create(string? called = null)
    {
        var root = new RootCommand("Build, count, train and compare the bottleneck blocks of mobile networks.");
        var alone = Commands.Where(command => command.Name == called && called != CompletionCommand.HiddenName).ToArray();
        foreach (var (_, create) in alone.Length > 0 ? alone : Commands)
        {
            root.Add(create());
        }

        root.Directives.Clear(); // [suggest:x] of the parser's own ends in an exception
        if (Console.IsOutputRedirected && root.Options.OfType<HelpOption>().Single().Action is HelpAction help)
        {
            help.MaxWidth = TerminalWidth.Usual;
        }

        return root;
    }
}
