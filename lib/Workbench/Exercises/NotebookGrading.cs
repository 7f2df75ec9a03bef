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

    /// <summary>Runs it.</summary>
    /// <returns>A result for each exercise of the cells.</returns>
    public async Task<IReadOnlyList<GradedExercise>> RunAsync(CancellationToken cancellation)
    {
        var (clock, left) = (Stopwatch.StartNew(), cells);
        while (true)
        {
            var current = left;
            var order = new GradingOrder(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), folder, limits.CellSeconds, current);
            var stop = await GradingProcess.RunAsync(order, limits, clock, line => Hear(current, line), cancellation);
            if (stop is (var why, { } culprit))
            {
                _results[culprit] = new GradedExercise(culprit, GradeOutcome.Failed, why);
                left = [.. current.Where(cell => cell.Exercise != culprit)];
            }

            if (stop?.Exercise is null || clock.Elapsed.TotalSeconds > limits.Seconds)
            {
                return
                [
                    .. cells.Where(cell => cell.Role == CellRole.Check).Select(cell => _results.GetValueOrDefault(cell.Exercise)
                        ?? new GradedExercise(cell.Exercise, GradeOutcome.Failed, stop is null ? "its check said nothing" : $"not reached: {stop.Value.Why}")),
                ];
            }
        }
    }

    private void Hear(IReadOnlyList<GradedCell> current, GradingLine line)
    {
        var cell = current[line.Cell];
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
