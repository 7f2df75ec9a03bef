using System.CommandLine;
using Workbench;
using Workbench.Commands;

var root = new RootCommand("Sandglass workbench: bottleneck blocks of mobile networks, built, counted, trained and compared.");
root.Subcommands.Add(ReproduceCommand.Create());
root.Subcommands.Add(TrainCommand.Create());
root.Subcommands.Add(WorkCommand.Create());
root.Subcommands.Add(StudyCommand.Create());
root.Subcommands.Add(RunsCommand.Create());
root.Subcommands.Add(CountCommand.Create());
root.Subcommands.Add(ClaimsCommand.Create());
root.Subcommands.Add(PredictCommand.Create());
root.Subcommands.Add(WeightsCommand.Create());
root.Subcommands.Add(DetectCommand.Create());
root.Subcommands.Add(SearchCommand.Create());
root.Subcommands.Add(DataCommand.Create());
root.Subcommands.Add(KernelCommand.Create());
root.Subcommands.Add(NotebooksCommand.Create());
root.Subcommands.Add(GalleryCommand.Create("gallery"));

return await CommandLine.RunAsync(root, args, Console.Out, Console.Error);
