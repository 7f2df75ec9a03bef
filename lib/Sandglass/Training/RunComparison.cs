using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandglass.Training;

/// <summary>Two finished runs side by side: what differs in their specs, and on which test images they disagree.</summary>
/// <param name="Differences">What the specs say differently, by dotted name.</param>
/// <param name="Images">Test images by who was right; null where the runs saw other test images.</param>
internal sealed record RunComparison(IReadOnlyList<SpecDifference> Differences, PairedImages? Images)
{
    private const string TestImages = "data.test";

    /// <summary>Compares two runs of whichever tasks.</summary>
    /// <exception cref="WorkbenchException">A run's file of test images is damaged.</exception>
    public static RunComparison Of(Run first, Run second)
    {
        var (a, b) = (Flat(first.Summary.Spec), Flat(second.Summary.Spec));
        var differences = a.Keys.Union(b.Keys)
            .Select(name => new SpecDifference(name, a.GetValueOrDefault(name), b.GetValueOrDefault(name)))
            .Where(difference => difference.First != difference.Second);
        var comparable = a.GetValueOrDefault(TestImages) == b.GetValueOrDefault(TestImages)
            && first.Has(Classification.TestCorrect) && second.Has(Classification.TestCorrect);
        return new RunComparison([.. differences], comparable ? PairedImages.Of(first.TestCorrect(), second.TestCorrect()) : null);
    }

    private static Dictionary<string, string> Flat(JsonElement spec)
    {
        var values = new Dictionary<string, string>();
        Collect(JsonObject.Create(spec), values);
        return values;
    }

    private static void Collect(JsonNode? node, Dictionary<string, string> values)
    {
        switch (node)
        {
            case JsonObject fields:
                fields.ToList().ForEach(field => Collect(field.Value, values));
                break;
            case JsonArray items:
                items.ToList().ForEach(item => Collect(item, values));
                break;
            case JsonValue value:
                values[value.GetPath()[2..]] = value.ToString(); // without "$."
                break;
        }
    }
}

/// <summary>A place of two specs with what each says there; null where one has no such place.</summary>
/// <param name="Name">Such as <c>recipe.learningRate</c>.</param>
/// <param name="First">What the first says.</param>
/// <param name="Second">What the second says.</param>
internal sealed record SpecDifference(string Name, string? First, string? Second);

/// <summary>The test images of two runs by who was right: the counts that McNemar's test takes.</summary>
/// <param name="Both">Both were right.</param>
/// <param name="OnlyFirst">The first alone was.</param>
/// <param name="OnlySecond">The second alone was.</param>
/// <param name="Neither">Neither was.</param>
internal sealed record PairedImages(int Both, int OnlyFirst, int OnlySecond, int Neither)
{
    /// <summary>Counts the images.</summary>
    public static PairedImages Of(IReadOnlyList<bool> first, IReadOnlyList<bool> second)
    {
        var pairs = first.Zip(second).ToArray();
        return new PairedImages(
            pairs.Count(pair => pair is (true, true)),
            pairs.Count(pair => pair is (true, false)),
            pairs.Count(pair => pair is (false, true)),
            pairs.Count(pair => pair is (false, false)));
    }
}
