using System.Globalization;

namespace Sandglass.Lessons.Checks;

/// <summary>
/// A function that is to be written. It is called with small arguments, step by step from simple to complete; what it gives is held
/// against the right function and against functions with one known mistake each.
/// </summary>
/// <param name="Id">The question.</param>
/// <param name="Shape">What it takes and gives.</param>
/// <param name="Right">The right function.</param>
/// <param name="Trials">What it is tried on, from simple to complete.</param>
internal sealed record FunctionQuestion(string Id, FunctionShape Shape, Func<double[][], double[]> Right, IReadOnlyList<Trial> Trials) : Question(Id)
{
    private const double Tolerance = 1e-6;

    /// <summary>Functions with a mistake each.</summary>
    public IReadOnlyList<Slip<Func<double[][], double[]>>> Slips { get; init; } = [];

    public override Feedback Check(object? answer)
    {
        if (answer is not Delegate function || function.GetType() != Shape.Type)
        {
            return Feedback.Hint($"the answer is a function: {Shape.Words}.");
        }

        var given = new double[Trials.Count][];
        for (var i = 0; i < Trials.Count; i++)
        {
            try
            {
                given[i] = Shape.Call(function, Copy(Trials[i].Arguments)) ?? [];
            }
            catch (NotImplementedException)
            {
                return Feedback.Unanswered("write the function.");
            }
            catch (Exception thrown) when (thrown is not (OutOfMemoryException or OperationCanceledException))
            {
                return Feedback.Hint($"{Trials[i].Step}: your function throws {thrown.GetType().Name}: {thrown.Message}");
            }
        }

        return Matches(given, Right) ? Feedback.Right("all trials agree.")
            : Feedback.Hint(Slips.FirstOrDefault(slip => Matches(given, slip.Value))?.Hint ?? FirstWrong(given));
    }

    private bool Matches(double[][] given, Func<double[][], double[]> function) =>
        Trials.Index().All(trial => AreEqual(given[trial.Index], function(Copy(trial.Item.Arguments))));

    private string FirstWrong(double[][] given)
    {
        var (index, trial) = Trials.Index().First(trial => !AreEqual(given[trial.Index], Right(Copy(trial.Item.Arguments))));
        var (numbers, wanted) = (given[index].Length, Right(Copy(trial.Arguments)).Length);
        return numbers != wanted
            ? string.Create(CultureInfo.InvariantCulture, $"{trial.Step}: your function gives {numbers} numbers, not {wanted}.")
            : $"{trial.Step}: {trial.Hint}";
    }

    private static bool AreEqual(double[] given, double[] wanted) => given.Length == wanted.Length
        && given.Zip(wanted, (a, b) => Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(b))).All(near => near);

    private static double[][] Copy(double[][] arguments) => [.. arguments.Select(argument => (double[])argument.Clone())];
}

/// <summary>Arguments on which a function is tried.</summary>
/// <param name="Step">What is tried, such as <c>a kernel that is 1 in its middle</c>.</param>
/// <param name="Hint">Which step of the computation is wrong if this is the first that goes wrong.</param>
/// <param name="Arguments">One list of numbers an argument.</param>
internal sealed record Trial(string Step, string Hint, params double[][] Arguments);

/// <summary>What a function takes and gives.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Words">The same for a reader.</param>
/// <param name="Call">Calls it with lists of numbers.</param>
internal sealed record FunctionShape(Type Type, string Words, Func<Delegate, double[][], double[]?> Call)
{
    /// <summary>Two lists to one.</summary>
    public static FunctionShape ListsToList { get; } = new(
        typeof(Func<double[], double[], double[]>), "two double[] to a double[]", (f, given) => ((Func<double[], double[], double[]>)f)(given[0], given[1]));

    /// <summary>Two lists to a number.</summary>
    public static FunctionShape ListsToNumber { get; } = new(
        typeof(Func<double[], double[], double>), "two double[] to a double", (f, given) => [((Func<double[], double[], double>)f)(given[0], given[1])]);

    /// <summary>A list to a number.</summary>
    public static FunctionShape ListToNumber { get; } = new(
        typeof(Func<double[], double>), "a double[] to a double", (f, given) => [((Func<double[], double>)f)(given[0])]);

    /// <summary>A list to a list.</summary>
    public static FunctionShape ListToList { get; } = new(
        typeof(Func<double[], double[]>), "a double[] to a double[]", (f, given) => ((Func<double[], double[]>)f)(given[0]));
}
