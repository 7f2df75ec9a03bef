namespace Sandglass.Lessons.Tests;

/// <summary>Answers to the exercises of the numbered notebooks.</summary>
internal static class NotebookAnswers
{
    public static IEnumerable<Tried> All =>
    [
        new("notebooks.bottleneck", 8512, [(5408, "with 16 channels inside"), (6144, "the depthwise convolutions are missing"), (10_816, "stay as they are")], 20_000),
        new("notebooks.classifier", 36.2, [(0.41, "its share of the multiply-adds"), (0.362, "in per cent")], 12.0),
        new("notebooks.channels", 29.2, [(7.3, "four bytes"), (14.6, "read and written"), (3.65, "how many does the layer have?")], 100),
        new("notebooks.border", 1.0 / 14, [(1.0 / 7, "that is one step"), (1.0 / 30, "the sign"), (1.0 / 254, "8 bits")], 0.5),
        new("notebooks.precision", 0.848, [(0.667, "the best precision"), (0.8333, "area under the curve"), (0.818, "by the first box")], 0.3),
        new("notebooks.chance", 32.0 / 9, [(2.0 / 9, "how many edges"), (16.0 / 9, "two cells")], 8),
        new("notebooks.kernel", 1.64, [(25.0 / 9, "for one depthwise layer"), (1.32, "two depthwise layers"), (5.0 / 3, "is squared"), (0.64, "1 more")], 3),
    ];
}
