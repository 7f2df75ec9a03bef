using Workbench;
using Workbench.Commands;

using var ends = new Ends();
Defect.CatchOnAllThreads(Console.Error);
var output = LastingWriter.Replace(Console.Out, Console.SetOut);
var error = LastingWriter.Replace(Console.Error, Console.SetError);
var code = await CommandLine.RunAsync(Root.Create(), args, output, error, ends.Token);
return output.Failure is { } lost ? CommandLine.OutputLost(code, lost, error) : code;
