using System.CommandLine;
using System.CommandLine.Help;

namespace Workbench.Commands;

/// <summary><c>workbench</c> with all its commands.</summary>
internal static class Root
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Build, count, train and compare the bottleneck blocks of mobile networks.")
        {
            ReproduceCommand.Create(),
            TrainCommand.Create(),
            WorkCommand.Create(),
            StudyCommand.Create(),
            RunsCommand.Create(),
            CountCommand.Create(),
            NetworksCommand.Create(),
            ShowCommand.Create(),
            MicroscopeCommand.Create(),
            ClaimsCommand.Create(),
            PredictCommand.Create(),
            WeightsCommand.Create(),
            ExportCommand.Create(),
            QuantizeCommand.Create(),
            LatencyCommand.Create(),
            LatencyWorkCommand.Create(),
            DetectCommand.Create(),
            SearchCommand.Create(),
            DataCommand.Create(),
            DoctorCommand.Create(),
            PlanCommand.Create(),
            KernelCommand.Create(),
            NotebooksCommand.Create(),
            ExerciseCommand.Create(),
            GalleryCommand.Create("gallery"),
            SiteCommand.Create(),
            CompletionCommand.Create(),
            CompletionCommand.CreateHidden(),
        };
        root.Directives.Clear(); // [suggest:x] of the parser's own ends in an exception
        if (Console.IsOutputRedirected && root.Options.OfType<HelpOption>().Single().Action is HelpAction help)
        {
            help.MaxWidth = TerminalWidth.Usual;
        }

        return root;
    }
}
