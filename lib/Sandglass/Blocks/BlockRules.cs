namespace Sandglass.Blocks;

/// <summary>What makes a spec buildable, each rule with its reason.</summary>
internal static class BlockRules
{
    internal static int Reduced(int channels, double reduction)
    {
        Require(reduction >= 1, $"a reduction ratio is at least 1, not {reduction:g}");
        var hidden = (int)Math.Floor(channels / reduction);
        Require(hidden >= 1, $"reduction ratio {reduction:g} leaves no channel of {channels}; use at most {channels}");
        return hidden;
    }

    internal static int Expanded(int channels, double expansion)
    {
        var hidden = (int)Math.Round(channels * expansion, MidpointRounding.ToEven);
        Require(hidden >= 1, $"expansion ratio {expansion:g} leaves no channel of {channels}");
        return hidden;
    }

    internal static ShortcutSite NaturalShortcut(int inChannels, int outChannels, int stride) =>
        inChannels == outChannels && stride == 1 ? ShortcutSite.Ends : ShortcutSite.None;

    /// <exception cref="InvalidSpecException">A rule is broken; the message says which and why.</exception>
    internal static void Check(BlockSpec spec)
    {
        Require(
            spec is { InChannels: > 0, HiddenChannels: > 0, OutChannels: > 0 },
            $"channel counts must be positive, not {spec.InChannels} → {spec.HiddenChannels} → {spec.OutChannels}");
        Require(spec.Stride is 1 or 2, $"stride must be 1 or 2, not {spec.Stride}");
        Require(spec.Kernel is > 0 and < 32 && spec.Kernel % 2 == 1, $"kernel must be odd and below 32, not {spec.Kernel}");
        Require(
            spec.IdentityMultiplier is >= 0 and <= 1,
            $"identity tensor multiplier must lie in [0, 1], not {spec.IdentityMultiplier:g}");
        Require(spec.Spatial is { Input: >= 0, Hidden: >= 0, Output: >= 0 }, $"a placement cannot be negative");
        Require(spec.ExtraPointwise >= 0, $"the number of extra pointwise convolutions cannot be negative");
        Require(
            spec.PointwiseGroups > 0 && Widths(spec).All(c => c % spec.PointwiseGroups == 0),
            $"{spec.PointwiseGroups} pointwise groups do not divide {string.Join(" → ", Widths(spec))} channels");
        Require(
            spec.OwnLayer is null or { After: ConvSlots.Input or ConvSlots.Entry or ConvSlots.Hidden or ConvSlots.Exit or ConvSlots.Output },
            $"an own layer stands after one slot of Input, Entry, Hidden, Exit and Output, not after {spec.OwnLayer?.After}");
        Require(spec.Excitation is null or { Squeezed: > 0 }, $"squeeze-and-excitation needs at least one squeezed channel");
        CheckShortcut(spec);
    }

    private static void CheckShortcut(BlockSpec spec)
    {
        var sameWidth = spec.InChannels == spec.OutChannels;
        var widths = $"{spec.InChannels} and {spec.OutChannels}";
        switch (spec.Shortcut)
        {
            case ShortcutSite.Ends:
                Require(sameWidth, $"a shortcut between ends of {widths} channels cannot be added; use equal widths or no shortcut");
                Require(spec.Stride == 1, $"a shortcut over a stride of {spec.Stride} cannot be added; use stride 1 or no shortcut");
                break;
            case ShortcutSite.Pointwise:
                Require(sameWidth, $"a shortcut around pointwise convolutions of {widths} channels cannot be added");
                Require(
                    spec.Stride == 1 || spec.StrideSlot is ConvSlots.Input or ConvSlots.Output,
                    $"a shortcut around the pointwise convolutions cannot pass over their stride");
                break;
            case ShortcutSite.Hidden:
                Require(spec.Spatial.Hidden > 0, $"a shortcut at the hidden width needs a convolution there to pass around");
                Require(
                    spec.Stride == 1 || spec.StrideSlot is not (ConvSlots.InnerHidden or ConvSlots.Hidden),
                    $"a shortcut at the hidden width cannot pass over the stride there");
                break;
        }
    }

    private static int[] Widths(BlockSpec spec) => [spec.InChannels, spec.HiddenChannels, spec.OutChannels];

    private static void Require(bool condition, FormattableString reason)
    {
        if (!condition)
        {
            throw new InvalidSpecException("block cannot be built: " + FormattableString.Invariant(reason));
        }
    }
}

/// <summary>A block or network that cannot be built; the message gives the reason and the remedy.</summary>
public sealed class InvalidSpecException(string message) : WorkbenchException(message);
