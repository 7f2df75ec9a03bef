using System.CommandLine;
using System.Diagnostics;
using NotebookEngine.Notebooks;
using NotebookEngine.Running;
using Sandglass.Studies;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench notebooks</c>: executes, checks, cleans, shows and converts notebooks.</summary>
internal static class NotebooksCommand
{
    public static Command Create() =>
        new("notebooks", "Execute, check, clean, show and convert notebooks.")
        {
            Run(), Check(), Clean(), GalleryCommand.Create("html"), NotebookConversion.Import(), NotebookConversion.Export(), Execute(),
        };

    private static Command Run()
    {
        var paths = NotebookFiles.Argument();
        var command = new Command("run", "Execute notebooks from a fresh start and save their outputs in the files.") { paths };
        var options = new NotebookOptions().AddTo(command);
        command.SetAction((parsed, cancellation) => EachAsync(parsed, paths, options.Of(parsed), (path, _, executed) => Save(path, executed), cancellation));
        return command;
    }

    private static Command Check()
    {
        var paths = NotebookFiles.Argument();
        var command = new Command("check", "Execute notebooks and compare the outputs with those in the files.") { paths };
        var options = new NotebookOptions().AddTo(command);
        command.SetAction((parsed, cancellation) => EachAsync(parsed, paths, options.Of(parsed) with { RequiresOrder = true }, (_, committed, executed) => Contradictions(committed, executed), cancellation));
        return command;
    }

    private static Command Clean()
    {
        var paths = NotebookFiles.Argument();
        var check = new Option<bool>("--check") { Description = "only report what is not clean; change nothing" };
        var command = new Command("clean", "Normalise the metadata of notebooks.") { paths, check };
        command.SetAction(async (parsed, _) =>
        {
            var (output, isCheck) = (parsed.InvocationConfiguration.Output, parsed.GetValue(check));
            var isWell = await NotebookFiles.EachAsync(parsed.GetValue(paths), output, path =>
            {
                var notebook = NotebookFiles.ReadCSharp(path);
                var found = Notebook.FindUnclean(path);
                if (found.Count > 0 && !isCheck)
                {
                    notebook.Clean().Save(path);
                }

                output.WriteLine($"{path}: {(found.Count == 0 ? "clean" : isCheck ? "not clean" : "cleaned")}");
                Write(output, isCheck ? found : []);
                return Task.FromResult(!isCheck || found.Count == 0);
            });
            return isWell ? 0 : CommandLine.Failed;
        });
        return command;
    }

    // A notebook a process: libraries and their static state cannot be unloaded.
    private static Command Execute()
    {
        var path = new Argument<string>("path");
        var result = new Argument<string>("result");
        var order = new Option<bool>(NotebookSettings.OrderOption);
        var command = new Command("execute") { path, result, order };
        var options = new NotebookOptions().AddTo(command);
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => WorkerProtocol.AnswerAsync(async () =>
        {
            var (from, to) = (Path.GetFullPath(parsed.GetRequiredValue(path)), Path.GetFullPath(parsed.GetRequiredValue(result)));
            var settings = options.Of(parsed) with { RequiresOrder = parsed.GetValue(order) };
            var run = await NotebookExecution.RunAsync(NotebookFiles.Read(from), from, settings, cancellation);
            run.Notebook.Save(to);
        }));
        return command;
    }

    private static async Task<int> EachAsync(
        ParseResult parsed,
        Argument<string[]> paths,
        NotebookSettings settings,
        Func<string, Notebook, Notebook, IReadOnlyList<string>> finish,
        CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var isWell = await NotebookFiles.EachAsync(parsed.GetValue(paths), output, async path =>
        {
            var notebook = NotebookFiles.ReadCSharp(path);
            var clock = Stopwatch.StartNew();
            var (executed, failure) = await NotebookExecution.InOwnProcessAsync(path, settings, cancellation);
            var differences = failure is null ? finish(path, notebook, executed!) : [failure];
            var verdict = failure is not null ? "failed" : differences.Count == 0 ? "ok" : "differs";
            await output.WriteLineAsync(FormattableString.Invariant($"{path}: {verdict} in {clock.Elapsed.TotalSeconds:0.0} s"));
            Write(output, differences);
            return differences.Count == 0;
        });
        return isWell ? 0 : CommandLine.Failed;
    }

    private static IReadOnlyList<string> Contradictions(Notebook committed, Notebook executed) =>
        [.. NotebookComparison.Describe(committed, executed), .. StaleOutputs.Describe(committed, RecordedStudy.Names().Contains)];

    private static IReadOnlyList<string> Save(string path, Notebook executed)
    {
        executed.Save(path);
        return [];
    }

    private static void Write(TextWriter output, IEnumerable<string> findings)
    {
        foreach (var finding in findings)
        {
            output.WriteLine("  " + finding.ReplaceLineEndings("\n  "));
        }
    }
}
