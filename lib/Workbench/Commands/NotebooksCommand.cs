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
        var command = new Command("run", "Execute notebooks from an empty state and write their outputs back.") { paths };
        var options = new NotebookOptions().AddTo(command);
        command.SetAction((parsed, cancellation) => EachAsync(parsed, paths, options.Of(parsed), (path, _, executed) => Save(path, executed), cancellation));
        return command;
    }

    private static Command Check()
    {
        var paths = NotebookFiles.Argument();
        var command = new Command("check", "Execute notebooks and compare with the outputs in the files.") { paths };
        var options = new NotebookOptions().AddTo(command);
        command.SetAction((parsed, cancellation) => EachAsync(parsed, paths, options.Of(parsed) with { RequiresOrder = true }, (_, committed, executed) => Contradictions(committed, executed), cancellation));
        return command;
    }

    private static Command Clean()
    {
        var paths = NotebookFiles.Argument();
        var check = new Option<bool>("--check") { Description = "change nothing; say what is not clean" };
        var command = new Command("clean", "Normalise the metadata of notebooks.") { paths, check };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var dirty = 0;
            foreach (var (path, notebook) in NotebookFiles.ReadCSharp(parsed.GetValue(paths)))
            {
                var found = Notebook.FindUnclean(File.ReadAllText(path));
                dirty += found.Count > 0 ? 1 : 0;
                if (found.Count > 0 && !parsed.GetValue(check))
                {
                    notebook.Clean().Save(path);
                }

                output.WriteLine($"{path}: {(found.Count == 0 ? "clean" : parsed.GetValue(check) ? "not clean" : "cleaned")}");
                Write(output, parsed.GetValue(check) ? found : []);
            }

            return parsed.GetValue(check) && dirty > 0 ? CommandLine.Failed : 0;
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
        var failed = false;
        foreach (var (path, notebook) in NotebookFiles.ReadCSharp(parsed.GetValue(paths)))
        {
            var clock = Stopwatch.StartNew();
            var (executed, failure) = await NotebookExecution.InOwnProcessAsync(path, settings, cancellation);
            var differences = failure is null ? finish(path, notebook, executed!) : [failure];
            var verdict = failure is not null ? "failed" : differences.Count == 0 ? "ok" : "differs";
            await output.WriteLineAsync(FormattableString.Invariant($"{path}: {verdict} in {clock.Elapsed.TotalSeconds:0.0} s"));
            Write(output, differences);
            failed |= differences.Count > 0;
        }

        return failed ? CommandLine.Failed : 0;
    }

    private static IReadOnlyList<string> Contradictions(Notebook committed, Notebook executed) =>
        [.. NotebookComparison.Describe(committed, executed), .. StaleOutputs.Describe(committed, name => Directory.Exists(RecordedStudy.Folder(name)))];

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
