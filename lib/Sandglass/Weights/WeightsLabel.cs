using System.Globalization;

namespace Sandglass.Weights;

/// <summary>What a file of weights says about them in its metadata: the plan, and what no shape can tell.</summary>
/// <param name="Network">Name of the plan, such as <c>mobilenext-1.0</c>.</param>
/// <param name="Width">Width multiplier.</param>
/// <param name="Classes">Classes of the classifier.</param>
/// <param name="IdentityMultiplier">α that the weights were trained with.</param>
/// <param name="Naming">Whose names the tensors carry.</param>
internal sealed record WeightsLabel(string Network, double Width, int Classes, double IdentityMultiplier, WeightNaming Naming)
{
    private const string Prefix = "sandglass.";
    private const string FormatKey = Prefix + "format";
    private const string Format = "1";

    /// <summary>The label of a plan's weights.</summary>
    /// <exception cref="WorkbenchException">The plan's blocks have different identity multipliers.</exception>
    public static WeightsLabel Of(NetworkPlan plan, WeightNaming naming) =>
        new(plan.Name, plan.Width, plan.Classes, Weights.IdentityMultiplier.Of(plan), naming);

    /// <summary>The label of a file; null where it has none.</summary>
    /// <exception cref="WeightFileException">The label is damaged, or newer than this program.</exception>
    public static WeightsLabel? Of(WeightFile file)
    {
        if (!file.Metadata.TryGetValue(FormatKey, out var format))
        {
            return null;
        }

        if (format != Format)
        {
            throw new WeightFileException(
                $"{file.Name} has weights of format {Quoted.Name(format)}, and this program knows {Format}; use a newer workbench");
        }

        return new WeightsLabel(
            Text(file, "network"),
            Read(file, "width", ParseWidth),
            Read(file, "classes", ParseClasses),
            Read(file, "identity_multiplier", Weights.IdentityMultiplier.Parse),
            Read(file, "naming", ParseNaming));
    }

    /// <summary>The label as a file's metadata.</summary>
    public IReadOnlyDictionary<string, string> ToMetadata() => new Dictionary<string, string>
    {
        [FormatKey] = Format,
        [Prefix + "network"] = Network,
        [Prefix + "width"] = Width.ToString("R", CultureInfo.InvariantCulture),
        [Prefix + "classes"] = Classes.ToString(CultureInfo.InvariantCulture),
        [Prefix + "identity_multiplier"] = Weights.IdentityMultiplier.Text(IdentityMultiplier),
        [Prefix + "naming"] = Word(Naming),
    };

    private static string Word(WeightNaming naming) => naming.ToString().ToLowerInvariant();

    private static double? ParseWidth(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var width) && width is > 0 and <= 16 ? width : null;

    private static int? ParseClasses(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var classes) && classes > 0 ? classes : null;

    private static WeightNaming? ParseNaming(string text) =>
        Enum.GetValues<WeightNaming>().Where(naming => Word(naming) == text).Cast<WeightNaming?>().FirstOrDefault();

    private static T Read<T>(WeightFile file, string key, Func<string, T?> parse)
        where T : struct
    {
        var text = Text(file, key);
        return parse(text) ?? throw new WeightFileException(
            $"{file.Name} has invalid metadata: {Prefix}{key} is {Quoted.Name(text)}; fetch or convert it again");
    }

    private static string Text(WeightFile file, string key) => file.Metadata.TryGetValue(Prefix + key, out var text)
        ? text
        : throw new WeightFileException($"{file.Name} has no {Prefix}{key} in its metadata; fetch or convert it again");
}
