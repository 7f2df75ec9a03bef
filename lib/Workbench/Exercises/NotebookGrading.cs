using System.Diagnostics;
using System.Security.Cryptography;

namespace Workbench.Exercises;

/// <summary>How an exercise was answered.</summary>
/// <param name="Id">The exercise.</param>
/// <param name="Outcome">How the answer stands.</param>
/// <param name="Words">What the check said, or what went wrong.</param>
internal sealed record GradedExercise(string Id, GradeOutcome Outcome, string Words);

/// <summary>How an answer stands for a teacher.</summary>
internal enum GradeOutcome
{
    Failed,
    Unanswered,
    Wrong,
    Right,
}

/// <summary>
/// Grades the answers of one notebook. A cell that ends or blocks its process is left out and the others are run again, so that it
/// costs its own exercise and no other.
/// </summary>
internal sealed class NotebookGrading(IReadOnlyList<GradedCell> cells, string folder, GradingLimits limits)
{
    private readonly Dictionary<string, GradedExercise> _results = [];
    private int _at;

    /// <summary>Runs it.</summary>
    /// <returns>A result for each exercise of the cells.</returns>
    public async Task<IReadOnlyList<GradedExercise>> RunAsync(CancellationToken cancellation)
    {
        var (clock, left) = (Stopwatch.StartNew(), cells);
        string? why = null;
        while (true)
        {
            (_at, var current) = (-1, left);
            var order = new GradingOrder(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), folder, limits.CellSeconds, current);
            why = await GradingProcess.RunAsync(order, limits, clock, line => Hear(current, line), cancellation);
            if (why is null || _at < 0 || current[_at].Exercise.Length == 0 || clock.Elapsed.TotalSeconds > limits.Seconds)
            {
                break;
            }

            var culprit = current[_at].Exercise;
            _results[culprit] = new GradedExercise(culprit, GradeOutcome.Failed, why);
            left = [.. current.Where(cell => cell.Exercise != culprit)];
        }

        var stoppedAt = why is null || _at < 0 ? "" : left[_at].Exercise;
        return
        [
            .. cells.Where(cell => cell.Role == CellRole.Check).Select(cell => _results.GetValueOrDefault(cell.Exercise) ?? new GradedExercise(
                cell.Exercise, GradeOutcome.Failed, why is null ? "its check said nothing" : cell.Exercise == stoppedAt ? why : $"not reached: {why}")),
        ];
    }

    private void Hear(IReadOnlyList<GradedCell> current, GradingLine line)
    {
        var cell = current[line.Cell];
        _at = line.Cell;
        if (line.Outcome == GradingLine.Failed && cell.Exercise.Length > 0)
        {
            _results[cell.Exercise] = new GradedExercise(cell.Exercise, GradeOutcome.Failed, line.Words);
        }
        else if (cell.Role == CellRole.Check && Enum.TryParse<GradeOutcome>(line.Outcome, out var outcome))
        {
            _results[cell.Exercise] = new GradedExercise(cell.Exercise, outcome, line.Words);
        }
    }
}
