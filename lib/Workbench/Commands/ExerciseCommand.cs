using System.CommandLine;
using NotebookEngine.Notebooks;
using Sandglass;
using Spectre.Console;
using Workbench.Exercises;
using Workbench.Progress;
using Workbench.Reports;
using Workbench.Running;
using Table = Sandglass.Display.Table;

namespace Workbench.Commands;

/// <summary><c>workbench exercise</c>: makes a student's notebook of a lesson, checks one, and grades a class.</summary>
internal static class ExerciseCommand
{
    public static Command Create() =>
        new("exercise", "Make students' notebooks of lessons, check one, and grade a class.") { Make(), Check(), Grade(), Work() };

    private static Command Make()
    {
        var lessons = new Argument<string[]>("lessons") { Description = "lessons with exercises and solutions", HelpName = "LESSON.ipynb", Arity = ArgumentArity.OneOrMore };
        var folder = new Option<DirectoryInfo>("--out") { Description = "folder for the students' notebooks, under the same names", HelpName = CommonOptions.Folder, Required = true };
        var replace = new Option<bool>("--replace") { Description = "replace notebooks that are there" };
        var command = new Command("make", "Write a lesson without its solutions. Checks stay.") { lessons, folder, replace };
        command.SetAction(async (parsed, _) =>
        {
            var (output, to) = (parsed.InvocationConfiguration.Output, parsed.GetRequiredValue(folder).FullName);
            return await NotebookFiles.EachAsync(parsed.GetRequiredValue(lessons), output, path =>
            {
                var (from, written) = (Path.GetFullPath(path), Path.Combine(to, Path.GetFileName(path)));
                if (Path.Exists(written) && (from == written || !parsed.GetValue(replace)))
                {
                    throw new WorkbenchException($"{path}: {written} is already there; {(from == written ? "choose another folder with --out" : "it may be a student's: add --replace")}");
                }

                StudentNotebook.Of(Lesson.Of(NotebookFiles.ReadCSharp(path)), Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(from)!, to).Save(written);
                output.WriteLine($"written: {written}");
                return Task.FromResult(true);
            }) ? 0 : CommandLine.Failed;
        });
        return command;
    }

    private static Command Check()
    {
        var path = new Argument<string>("notebook") { Description = "a student's notebook, or a lesson", HelpName = "NOTEBOOK.ipynb" };
        var limits = new GradingOptions();
        var command = limits.AddTo(new Command("check", "Run a notebook and show what its checks say.") { path });
        command.SetAction(async (parsed, cancellation) =>
        {
            var full = Path.GetFullPath(parsed.GetRequiredValue(path));
            var lesson = LessonAt(full);
            var results = await new NotebookGrading(GradedCell.Of(lesson), Path.GetDirectoryName(full)!, limits.Of(parsed, Isolation.None)).RunAsync(cancellation);
            Table.Of(["exercise", "answer"], results.Select(result => (string[])[result.Id, Spoken(result)]))
                .Capitalized().Write(parsed.InvocationConfiguration.Output, TerminalWidth.Of(parsed.InvocationConfiguration.Output), 1);
            return results.All(result => result.Outcome == GradeOutcome.Right) ? 0 : CommandLine.Failed;
        });
        return command;
    }

    private static Command Grade()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "folder with the notebooks of a class", HelpName = CommonOptions.Folder };
        var lesson = new Option<string>("--lesson") { Description = "the lesson, with or without its solutions", HelpName = "LESSON.ipynb", Required = true };
        var table = new Option<FileInfo>("--out") { Description = "file for the table", HelpName = "FILE.csv", DefaultValueFactory = _ => new FileInfo("grades.csv") };
        var workers = CommonOptions.Workers();
        var limits = new GradingOptions();
        var command = limits.AddTo(new Command("grade", "Grade the notebooks of a class: one table, each notebook in processes of its own.") { folder, lesson, table, workers });
        command.SetAction(async (parsed, cancellation) =>
        {
            var (output, of) = (parsed.InvocationConfiguration.Output, Path.GetFullPath(parsed.GetRequiredValue(lesson)));
            var (from, to) = (parsed.GetRequiredValue(folder).FullName, parsed.GetRequiredValue(table).FullName);
            var paths = Directory.Exists(from) ? HandIn.PathsIn(from) : throw new UsageException($"there is no folder {from}");
            if (paths.Count == 0)
            {
                throw new UsageException($"there are no notebooks in {from}");
            }

            var asked = limits.Of(parsed, Isolation.Find());
            var grading = new ClassGrading(LessonAt(of), Path.GetDirectoryName(of)!, asked, to);
            WritableFolder.Require(Path.GetDirectoryName(to)!);
            try
            {
                using var display = ProgressDisplay.Start(AnsiConsole.Console, "grade");
                await grading.RunAsync(from, paths, parsed.GetValue(workers), display, cancellation);
            }
            finally
            {
                grading.Grades.Summary().Capitalized().Write(output);
                await output.WriteLineAsync(FormattableString.Invariant($"written: {to}, {grading.Grades.Notebooks} of {paths.Count} notebooks"));
                await output.WriteAsync(asked.Isolation.IsOffline ? "" : $"The network was not blocked: this system has no way to do it.{Environment.NewLine}");
            }

            return 0;
        });
        return command;
    }

    private static Command Work()
    {
        var command = new Command("work") { Hidden = true };
        command.SetAction((_, cancellation) => WorkerProtocol.AnswerAsync(() => GradingWorker.RunAsync(cancellation)));
        return command;
    }

    private static Lesson LessonAt(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"there is no notebook {path}");
        }

        try
        {
            return Lesson.Of(NotebookFiles.ReadCSharp(path));
        }
        catch (NotebookFormatException wrong)
        {
            throw new WorkbenchException(wrong.Message, wrong);
        }
    }

    private static string Spoken(GradedExercise result) =>
        OneLine.Of(result.Outcome == GradeOutcome.Right ? $"right: {result.Words}" : GradeTable.Words(result));

    /// <summary>The options for what a notebook may use.</summary>
    private sealed class GradingOptions
    {
        private readonly Option<double> _seconds = Ranges.CellSeconds.Option("--timeout", "seconds that a notebook may take", 180);
        private readonly Option<double> _cell = Ranges.CellSeconds.Option("--cell-timeout", "seconds that a cell may take", 30);
        private readonly Option<int> _memory = Ranges.Megabytes.Option("--memory", "megabytes that a notebook may use", 2048);

        public Command AddTo(Command command)
        {
            command.Options.Add(_seconds);
            command.Options.Add(_cell);
            command.Options.Add(_memory);
            return command;
        }

        public GradingLimits Of(ParseResult parsed, Isolation isolation) => new(parsed.GetValue(_seconds), parsed.GetValue(_cell), parsed.GetValue(_memory), isolation);
    }
}
