using Sandglass.Networks;

namespace Sandglass.Weights;

/// <summary>
/// The half-identity trap: weights trained with α = 1/2 fit a network with α = 1 in every shape and lose their accuracy
/// silently (released code, issue 1: 69.2 % instead of 74.1 %). α is read or stated, never guessed.
/// </summary>
internal static class IdentityCheck
{
    /// <exception cref="SafetensorsException">α is unknown, stated against the file's own, or not the plan's.</exception>
    internal static void Require(SafetensorsFile file, WeightNaming naming, NetworkPlan plan, double? stated)
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

        var trained = recorded ?? stated ?? throw new SafetensorsException(
            $"{file.Name} does not say with which identity multiplier its weights were trained, and no shape tells; "
            + "state it: --identity 1, or 1/2 for the released half-identity weights");
        var built = IdentityMultiplier.Of(plan);
        if (!IdentityMultiplier.Same(trained, built))
        {
            throw Differs(file, trained, $"{plan.Name} is built with {IdentityMultiplier.Text(built)}");
        }
    }

    /// <summary>α as the file's label has it; torchvision's network knows no other than 1.</summary>
    internal static double? Recorded(SafetensorsFile file, WeightNaming naming) =>
        WeightsLabel.Of(file)?.IdentityMultiplier ?? (naming == WeightNaming.Torchvision ? 1 : null);

    private static SafetensorsException Differs(SafetensorsFile file, double trained, string instead) => new(
        $"{file.Name} was trained with identity multiplier {IdentityMultiplier.Text(trained)}, and {instead}: every shape agrees, "
        + "but the shortcuts would add other channels and the accuracy would be lost without a word "
        + $"(69.2 % instead of 74.1 % in the released code, its issue 1); use multiplier {IdentityMultiplier.Text(trained)}");
}
