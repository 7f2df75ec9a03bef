using Sandglass.Detection.Boxes;
using Sandglass.Runtime;

namespace Sandglass.Detection.Tests.Metric;

/// <summary>Random objects and detections that come near them, with all that is awkward: ties, difficult objects, empty classes.</summary>
internal sealed class RandomScenes(RandomStream random)
{
    public const int Side = 64;

    // On every second set boxes and scores lie on coarse grids, so that overlaps of exactly 0.5 and equal scores come up.
    private bool _isCoarse;

    public (int Classes, IReadOnlyList<(LabelledBox[] Truths, ScoredBox[] Detections)> Images) Next()
    {
        _isCoarse = random.NextInt32(2) == 0;
        var classes = 1 + random.NextInt32(5);
        var images = Enumerable.Range(0, 1 + random.NextInt32(12)).Select(_ => Image(classes)).ToArray();
        return (classes, images);
    }

    private (LabelledBox[] Truths, ScoredBox[] Detections) Image(int classes)
    {
        LabelledBox[] truths = [.. Enumerable.Range(0, random.NextInt32(5)).Select(_ => new LabelledBox(RandomBox(), random.NextInt32(classes), random.NextInt32(4) == 0))];
        ScoredBox[] detections =
        [
            .. Enumerable.Range(0, random.NextInt32(9)).Select(_ => truths.Length > 0 && random.NextInt32(3) > 0
                ? Near(truths[random.NextInt32(truths.Length)], classes)
                : new ScoredBox(RandomBox(), random.NextInt32(classes), Score())),
        ];
        return (truths, detections);
    }

    private ScoredBox Near(LabelledBox truth, int classes)
    {
        var (dx, dy) = (Step(), Step());
        var box = new Box(truth.Box.Left + dx, truth.Box.Top + dy, truth.Box.Right + dx, truth.Box.Bottom + (random.NextInt32(2) * dy));
        return new ScoredBox(box.Height > 0 ? box : truth.Box, random.NextInt32(4) == 0 ? random.NextInt32(classes) : truth.Class, Score());
    }

    private Box RandomBox()
    {
        var (left, top) = (Number(0, 40), Number(0, 40));
        return new Box(left, top, left + Number(4, 24), top + Number(4, 24));
    }

    private float Step() => _isCoarse ? (random.NextInt32(9) - 4f) / Side : (float)((random.NextDouble() - 0.5) * 10 / Side);

    private float Number(int low, int high) =>
        _isCoarse ? (float)(low + random.NextInt32(high - low)) / Side : (float)((low + ((high - low) * random.NextDouble())) / Side);

    private float Score() => _isCoarse ? random.NextInt32(5) / 4f : (float)random.NextDouble();
}
