using System.CommandLine;
using Benchmarks;
using Benchmarks.Confusion;
using Benchmarks.Detection;
using Benchmarks.Kernel;
using Benchmarks.Search;
using Benchmarks.Studies;
using Benchmarks.Training;
using Sandglass;

var root = new RootCommand("Benchmarks of the Sandglass library; README.md beside the sources says what each measures.");
root.Subcommands.Add(TrainingBenchmark.Create());
root.Subcommands.Add(TrainingBenchmark.CreateWorker());
root.Subcommands.Add(CountingBenchmark.Create());
root.Subcommands.Add(CountingBenchmark.CreateWorker());
root.Subcommands.Add(DataBenchmark.Create());
root.Subcommands.Add(RankBenchmark.Create());
root.Subcommands.Add(KernelBenchmark.Create());
root.Subcommands.Add(StudyBenchmark.Create());
root.Subcommands.Add(ConfusionBenchmark.Create());
root.Subcommands.Add(NmsBenchmark.Create());
root.Subcommands.Add(DetectionBenchmark.Create());
root.Subcommands.Add(SearchBenchmark.Create());
root.Subcommands.Add(SearchBenchmark.CreateWorker());
root.Subcommands.Add(SearchMemoryBenchmark.Create());
root.Subcommands.Add(SearchMemoryBenchmark.CreateWorker());
root.Subcommands.Add(LargeNetwork.CreateWorker());

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (WorkbenchException failure)
{
    await Console.Error.WriteLineAsync($"error: {failure.Message}");
    return 1;
}
