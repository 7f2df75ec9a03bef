using Sandglass.Lessons.Checks;
using static TorchSharp.torch;

namespace Sandglass.Lessons.Tests;

/// <summary>Functions that students write: what goes wrong in them is told, and the right ones are libtorch's.</summary>
public class FunctionAnswerTests
{
    [Fact]
    public void What_is_not_written_yet_is_no_answer() =>
        Assert.Equal(AnswerOutcome.Unanswered, Check((_, _) => throw new NotImplementedException()).Outcome);

    [Fact]
    public void What_it_throws_is_told_with_the_trial() => Assert.Equal(
        "a kernel of 0, 1, 0: your function throws IndexOutOfRangeException: Index was outside the bounds of the array.",
        Check((x, _) => [x[99]]).Words);

    [Fact]
    public void How_many_numbers_it_gives_is_told() => Assert.EndsWith("your function gives 1 numbers, not 4.", Check((_, _) => [1]).Words, StringComparison.Ordinal);

    [Fact]
    public void Null_is_no_numbers() => Assert.Equal(AnswerOutcome.Wrong, Check((_, _) => null!).Outcome);

    [Fact]
    public void What_it_does_to_its_arguments_changes_nothing() => Assert.Equal(AnswerOutcome.Right, Check((x, k) =>
    {
        var right = RowFilter.Filter(x, k);
        Array.Clear(x);
        Array.Clear(k);
        return right;
    }).Outcome);

    [Fact]
    public void The_row_and_its_gradient_are_those_of_libtorch()
    {
        double[] row = [1, -2, 3, 5, 0.5], kernel = [1, 2, 4], gradient = [3, 1, -1, 2, 0.25];
        using var scope = NewDisposeScope();
        var x = tensor(row).reshape(1, 1, -1).requires_grad_();
        var y = nn.functional.conv1d(x, tensor(kernel).reshape(1, 1, -1), padding: 1);
        y.backward([tensor(gradient).reshape(1, 1, -1)]);
        Assert.Equal(y.data<double>().ToArray(), RowFilter.Filter(row, kernel));
        Assert.Equal(x.grad!.data<double>().ToArray(), RowFilter.Filter(gradient, [.. kernel.Reverse()]));
    }

    private static Feedback Check(Func<double[], double[], double[]> function) => LessonQuestions.Of("depthwise.row").Check(function);
}
