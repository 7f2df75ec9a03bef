using Workbench;
using Workbench.Commands;

using var ends = new Ends();
var (output, error) = StandardStreams.Take();
Defect.CatchOnAllThreads(error);
var code = await CommandLine.RunAsync(Root.Create(args.FirstOrDefault()), args, output, error, ends.Token);
return output.Failure is { } lost ? CommandLine.OutputLost(code, lost, error) : code;
