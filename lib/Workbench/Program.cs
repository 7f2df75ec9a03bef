using System.CommandLine;
using Workbench;
using Workbench.Commands;

var root = new RootCommand("Sandglass workbench: bottleneck blocks of mobile networks, built, counted, trained and compared.");
root.Subcommands.Add(CountCommand.Create());

return await CommandLine.RunAsync(root, args, Console.Out, Console.Error);
