using System.Globalization;

namespace Sandglass.Weights;

/// <summary>
/// The identity tensor multiplier α of a whole network. Weights trained with one α fit a network of another in every
/// shape and compute something else, so α travels with them.
/// </summary>
internal static class IdentityMultiplier
{
    private const double Tolerance = 1e-9;

    /// <summary>The one multiplier of all blocks that have a shortcut; 1 where none has.</summary>
    /// <exception cref="WorkbenchException">Blocks differ, so that no one number says it.</exception>
    public static double Of(NetworkPlan plan)
    {
        var all = Shortcuts(plan).Select(block => block.IdentityMultiplier).Distinct().ToArray();
        return all.Length switch
        {
            0 => 1,
            1 => all[0],
            _ => throw new WorkbenchException(
                $"the blocks of {plan.Name} have {all.Length} different identity multipliers, and a file records one; use the same in all"),
        };
    }

    /// <summary>The plan with α in every block.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="multiplier">α in [0, 1].</param>
    public static NetworkPlan WithIdentityMultiplier(this NetworkPlan plan, double multiplier) =>
        plan.WithBlocks((_, block) => block with { IdentityMultiplier = multiplier });

    /// <summary>Reads <c>1</c>, <c>1/2</c> or <c>0.5</c>.</summary>
    /// <returns>Null where the text is not a number in [0, 1].</returns>
    public static double? Parse(string text) => text.Split('/') is [var over, var under]
        ? Number(over) / Number(under) is >= 0 and <= 1 and var share ? share : null
        : Number(text) is >= 0 and <= 1 and var number ? number : null;

    /// <summary><c>1/2</c> rather than 0.5.</summary>
    public static string Text(double multiplier)
    {
        var divisor = Math.Round(1 / multiplier);
        return multiplier is > 0 and < 1 && Math.Abs((1 / multiplier) - divisor) < Tolerance
            ? FormattableString.Invariant($"1/{divisor}")
            : multiplier.ToString("R", CultureInfo.InvariantCulture);
    }

    internal static bool Matters(NetworkPlan plan) => Shortcuts(plan).Any();

    internal static bool Same(double one, double other) => Math.Abs(one - other) < Tolerance;

    private static IEnumerable<BlockSpec> Shortcuts(NetworkPlan plan) =>
        plan.Blocks.Select(block => block.Spec).Where(block => block.Shortcut != ShortcutSite.None);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>
/// The half-identity trap: weights trained with α = 1/2 fit a network with α = 1 in every shape and lose their accuracy
/// silently (released code, issue 1: 69.2 % instead of 74.1 %). α is read or stated, never guessed.
/// </summary>
internal static class IdentityCheck
{
    /// <exception cref="WeightFileException">α is unknown, stated against the file's own, or not the plan's.</exception>
    internal static void Require(WeightFile file, WeightNaming naming, NetworkPlan plan, double? stated)
    {
        var recorded = Recorded(file, naming);
        if (!IdentityMultiplier.Matters(plan))
        {
            return;
        }

        if (recorded is { } own && stated is { } other && !IdentityMultiplier.Same(own, other))
        {
            throw Differs(file, own, $"{IdentityMultiplier.Text(other)} is asked for");
        }

        var trained = recorded ?? stated ?? throw new WeightFileException(
            $"{file.Name} does not say with which identity multiplier its weights were trained, and the shapes cannot show it; "
            + "give --identity 1, or 1/2 for the released half-identity weights");
        var built = IdentityMultiplier.Of(plan);
        if (!IdentityMultiplier.Same(trained, built))
        {
            throw Differs(file, trained, $"{plan.Name} is built with {IdentityMultiplier.Text(built)}");
        }
    }

    /// <summary>α as the file's label has it; torchvision's network and timm's know no other than 1.</summary>
    internal static double? Recorded(WeightFile file, WeightNaming naming) =>
        WeightsLabel.Of(file)?.IdentityMultiplier ?? (naming is WeightNaming.Torchvision or WeightNaming.Timm ? 1 : null);

    private static WeightFileException Differs(WeightFile file, double trained, string instead) => new(
        $"{file.Name} was trained with identity multiplier {IdentityMultiplier.Text(trained)}, and {instead}: every shape agrees, "
        + "but the shortcuts would add other channels and the accuracy would be lost silently "
        + $"(69.2 % instead of 74.1 % in the released code, its issue 1); use multiplier {IdentityMultiplier.Text(trained)}");
}
