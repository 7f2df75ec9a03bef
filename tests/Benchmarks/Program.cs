using System.CommandLine;
using Benchmarks;
using Sandglass;

var root = new RootCommand("Benchmarks of the Sandglass library; README.md beside the sources says what each measures.");
foreach (var command in Benchmark.All.SelectMany(benchmark => benchmark.Workers.Prepend(benchmark.Command)))
{
    root.Subcommands.Add(command);
}

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (WorkbenchException failure)
{
    await Console.Error.WriteLineAsync($"error: {failure.Message}");
    return 1;
}
