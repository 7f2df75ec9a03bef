using System.CommandLine;
using Sandglass;
using Spectre.Console;
using Workbench.Commands;

var root = new RootCommand("Sandglass workbench: bottleneck blocks of mobile networks, built, counted, trained and compared.");
root.Subcommands.Add(DataCommand.Create());

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (WorkbenchException error)
{
    AnsiConsole.Console.Profile.Out.Writer.Flush();
    await Console.Error.WriteLineAsync($"error: {error.Message}");
    return 1;
}
