using Sandglass.Blocks;
using Sandglass.Counting;

namespace Sandglass;

/// <summary>Finds the width at which a network costs a given budget, or as much as another one.</summary>
public static class Budget
{
    private const double Narrowest = 0.02;
    private const double Widest = 16.0;

    /// <summary>Matches multiply-adds.</summary>
    /// <param name="planAt">The plan at a width multiplier; its cost grows with the width.</param>
    /// <param name="target">Multiply-adds of one image.</param>
    /// <exception cref="InvalidSpecException">No width between 0.02 and 16 reaches the budget.</exception>
    public static BudgetMatch MatchMultiplyAdds(Func<double, NetworkPlan> planAt, long target) =>
        Match(planAt, target, count => count.MultiplyAdds, "multiply-adds");

    /// <summary>Matches the multiply-adds of another network.</summary>
    /// <inheritdoc cref="MatchMultiplyAdds(Func{double, NetworkPlan}, long)"/>
    /// <param name="planAt">The plan at a width multiplier.</param>
    /// <param name="reference">The network to cost as much as.</param>
    public static BudgetMatch MatchMultiplyAdds(Func<double, NetworkPlan> planAt, NetworkPlan reference) =>
        MatchMultiplyAdds(planAt, Counter.Count(reference).MultiplyAdds);

    /// <summary>Matches parameters.</summary>
    /// <param name="planAt">The plan at a width multiplier; its cost grows with the width.</param>
    /// <param name="target">Trainable parameters.</param>
    /// <exception cref="InvalidSpecException">No width between 0.02 and 16 reaches the budget.</exception>
    public static BudgetMatch MatchParameters(Func<double, NetworkPlan> planAt, long target) =>
        Match(planAt, target, count => count.Parameters, "parameters");

    /// <summary>Matches the parameters of another network.</summary>
    /// <param name="planAt">The plan at a width multiplier.</param>
    /// <param name="reference">The network to cost as much as.</param>
    /// <exception cref="InvalidSpecException">No width between 0.02 and 16 reaches the budget.</exception>
    public static BudgetMatch MatchParameters(Func<double, NetworkPlan> planAt, NetworkPlan reference) =>
        MatchParameters(planAt, Counter.Count(reference).Parameters);

    private static BudgetMatch Match(
        Func<double, NetworkPlan> planAt, long target, Func<NetworkCount, long> cost, string unit)
    {
        BudgetMatch At(double width)
        {
            var plan = planAt(width);
            return new BudgetMatch(plan, width, target, cost(Counter.Count(plan)));
        }

        var (low, high) = (At(Narrowest), At(Widest));
        if (low.Actual > target || high.Actual < target)
        {
            throw new InvalidSpecException(FormattableString.Invariant(
                $"no width of {low.Plan.Name} costs {target:n0} {unit}: {low.Actual:n0} at {Narrowest}, {high.Actual:n0} at {Widest}"));
        }

        // Cost is a staircase in the width, so the best step may lie beside the one that bisection ends on.
        var centre = Bisect(At, low.Width, high.Width, target);
        double[] widths =
        [
            .. Enumerable.Range(-100, 201).Select(i => Math.Round(centre * (1 + (i * 0.001)), 4)).Where(width => width >= Narrowest).Distinct(),
        ];
        return At(widths[Nearest(widths.Length, i => At(widths[i]).Actual, target)]);
    }

    /// <summary>Index of the cost nearest to a target, the first of several; costs do not fall, and only a few are asked for.</summary>
    internal static int Nearest(int count, Func<int, long> cost, long target)
    {
        var reached = First(count, i => cost(i) >= target);
        if (reached == 0)
        {
            return 0;
        }

        var below = cost(reached - 1);
        return reached < count && cost(reached) - target < target - below ? reached : First(count, i => cost(i) >= below);
    }

    // The first index from which on something holds; their number where it never does.
    private static int First(int count, Func<int, bool> holds)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static double Bisect(Func<double, BudgetMatch> at, double low, double high, long target)
    {
        while (high - low > 1e-3)
        {
            var middle = (low + high) / 2;
            (low, high) = at(middle).Actual < target ? (middle, high) : (low, middle);
        }

        return high;
    }
}

/// <summary>The plan of a family that comes closest to a budget.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Width">Its width multiplier.</param>
/// <param name="Target">The budget.</param>
/// <param name="Actual">What the plan costs.</param>
public sealed record BudgetMatch(NetworkPlan Plan, double Width, long Target, long Actual)
{
    /// <summary>Relative error of the match: +0.01 is one percent over the budget. Channel counts are whole
    /// numbers, so it is rarely zero.</summary>
    public double Residual => (double)(Actual - Target) / Target;

    /// <summary>The plan.</summary>
    public static implicit operator NetworkPlan(BudgetMatch match) => match.Plan;
}
