using System.Diagnostics;
using WholeFiles;
using Workbench.Progress;

namespace Workbench.Exercises;

/// <summary>Grades a class: every notebook in processes of its own, several side by side, and the table written after each.</summary>
/// <param name="lesson">The lesson.</param>
/// <param name="lessonFolder">Its folder.</param>
/// <param name="limits">What a notebook may use.</param>
/// <param name="table">The file of the table.</param>
internal sealed class ClassGrading(Lesson lesson, string lessonFolder, GradingLimits limits, string table)
{
    private readonly Lock _gate = new();

    /// <summary>The notebooks that are graded so far.</summary>
    public GradeTable Grades { get; } = new(lesson, limits.Isolation.IsOffline);

    /// <summary>Grades all.</summary>
    /// <param name="folder">The folder of the class.</param>
    /// <param name="paths">The notebooks.</param>
    /// <param name="workers">How many side by side.</param>
    /// <param name="display">Told how far it is.</param>
    /// <param name="cancellation">Stops; the table has what is done.</param>
    public async Task RunAsync(string folder, IReadOnlyList<string> paths, int workers, ProgressDisplay display, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(paths.Index(), options, async (item, stop) =>
        {
            var clock = Stopwatch.StartNew();
            var handIn = HandIn.Read(folder, item.Item, lesson);
            var cells = GradedCell.Of(lesson, handIn.Answers).Where(cell => cell.Exercise.Length == 0 || handIn.Answers.ContainsKey(cell.Exercise)).ToArray();
            var results = handIn.Answers.Count == 0 ? [] : await new NotebookGrading(cells, lessonFolder, limits).RunAsync(stop);
            lock (_gate)
            {
                Grades.Add(item.Index, handIn, results, clock.Elapsed.TotalSeconds);
                WholeFile.Write(table, Grades.ToCsv());
                display.Report((double)Grades.Notebooks / paths.Count, FormattableString.Invariant($"{Grades.Notebooks} of {paths.Count} notebooks"));
            }
        });
    }
}
