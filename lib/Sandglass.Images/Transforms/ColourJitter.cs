using Sandglass.Runtime;

namespace Sandglass.Images.Transforms;

/// <summary>Brightness, contrast and saturation changed by random factors, in random order: torchvision's <c>ColorJitter</c>.</summary>
internal static class ColourJitter
{
    private static readonly Action<Canvas, double>[] Changes = [Enhancement.Brightness, Enhancement.Contrast, Enhancement.Saturation];

    /// <summary>Changes the picture by factors that are uniform in [1 - strength, 1 + strength].</summary>
    public static void Apply(Canvas canvas, double strength, RandomStream random)
    {
        Span<int> order = [0, 1, 2];
        random.Shuffle(order);
        foreach (var change in order)
        {
            Changes[change](canvas, 1 + (strength * ((2 * random.NextDouble()) - 1)));
        }
    }
}
