using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Metric;
using Sandglass.Display.Style;

namespace Sandglass.Display.Pictures;

/// <summary>Pictures of what detectors see.</summary>
internal static class DetectionPictures
{
    /// <summary>Pictures with their annotated objects.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="samples">The pictures, at least one.</param>
    /// <param name="classes">Names of the classes.</param>
    public static BoxPicture Objects(string title, IReadOnlyList<DetectionSample> samples, IReadOnlyList<string> classes)
    {
        Require(samples.Count, nameof(samples));
        var difficult = BoxPalette.Neither;
        return new BoxPicture(
            title,
            "Boxes as annotated; difficult objects count neither as found nor as missed.",
            samples.Any(sample => sample.Objects.Any(o => o.Difficult)) ? [BoxPalette.Truth, difficult] : [BoxPalette.Truth],
            [
                .. samples.Select(sample => new PicturePanel(
                    sample.Id,
                    sample.Image,
                    [.. sample.Objects.Select(o => Drawn(o.Box, o.Difficult ? difficult : BoxPalette.Truth, 2, classes[o.Class]))])),
            ]);
    }

    /// <summary>
    /// Pictures with what a detector says, judged as the metric judges (an overlap of 0.5 or more): found, wrong, at a
    /// difficult object; and the objects that it misses.
    /// </summary>
    /// <param name="title">What is shown.</param>
    /// <param name="detected">The pictures, at least one.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="leastScore">Less sure detections are not drawn, and find nothing.</param>
    public static BoxPicture Detections(
        string title, IReadOnlyList<Detected> detected, IReadOnlyList<string> classes, double leastScore = 0.5)
    {
        Require(detected.Count, nameof(detected));
        return new BoxPicture(
            title,
            FormattableString.Invariant($"Detections with a score of {leastScore:0.##} or more, each with its score; found: the surest one that overlaps an object of its class by half or more (intersection over union). Thin, dashed: the object as annotated; small letters: objects that were missed or are difficult."),
            [BoxPalette.Found, BoxPalette.Wrong, BoxPalette.Missed, BoxPalette.Neither],
            [.. detected.Select(one => new PicturePanel(one.Heading, one.Sample.Image, Judged(one, classes, leastScore)))]);
    }

    /// <summary>A picture once for each level of prior boxes, with the objects and the priors that answer for them.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="sample">The picture.</param>
    /// <param name="levels">What to draw on each copy, at least one.</param>
    /// <param name="classes">Names of the classes.</param>
    public static BoxPicture Priors(string title, DetectionSample sample, IReadOnlyList<PriorPanel> levels, IReadOnlyList<string> classes)
    {
        Require(levels.Count, nameof(levels));
        var isMatched = levels.Any(level => level.Matched.Count > 0);
        SeriesStyle[] legend =
        [
            .. sample.Objects.Take(1).Select(_ => BoxPalette.Truth),
            .. levels.Where(level => level.Matched.Count > 0).Take(1).Select(_ => BoxPalette.MatchedPrior),
            .. levels.Where(level => level.Priors.Except(level.Matched).Any()).Take(1).Select(_ => BoxPalette.Prior),
        ];
        return new BoxPicture(
            title,
            isMatched
                ? "A prior answers for an object that it overlaps by half or more (intersection over union), and the best one in any case; all others answer for background."
                : "Priors are boxes of fixed shapes; for each the network says what it shows and how the true box differs.",
            legend,
            [.. levels.Select(level => new PicturePanel(level.Heading, sample.Image, PriorBoxes(level, sample, classes)))]);
    }

    private static IReadOnlyList<DrawnBox> PriorBoxes(PriorPanel level, DetectionSample sample, IReadOnlyList<string> classes) =>
    [
        .. level.Priors.Except(level.Matched).Select(prior => Drawn(prior, BoxPalette.Prior, 1.5f, "")),
        .. level.Matched.Select(prior => Drawn(prior, BoxPalette.MatchedPrior, 2, "")),
        .. sample.Objects.Select(o => Drawn(o.Box, BoxPalette.Truth, 2, classes[o.Class])),
    ];

    private static IReadOnlyList<DrawnBox> Judged(Detected one, IReadOnlyList<string> classes, double leastScore)
    {
        var sure = one.Boxes.Where(box => box.Score >= leastScore).ToArray();
        var truths = one.Sample.Objects;
        var outcomes = DetectionMatching.Of(truths, sure);
        var named = outcomes.Where(outcome => outcome.Outcome == DetectionOutcome.Found).Select(outcome => outcome.Truth).ToHashSet();
        return
        [
            .. truths.Select((truth, i) => named.Contains(i) ? new DrawnBox(truth.Box, BoxPalette.Truth.Colour, LineForm.Dashed, 1)
                : Drawn(truth.Box, truth.Difficult ? BoxPalette.Neither : BoxPalette.Missed, 1.5f, classes[truth.Class]) with { IsQuiet = true }),
            .. sure.Zip(outcomes).OrderBy(pair => pair.First.Score).Select(pair => Drawn(
                pair.First.Box,
                StyleOf(pair.Second.Outcome),
                2,
                FormattableString.Invariant($"{(pair.Second.Outcome == DetectionOutcome.Wrong ? "✗ " : "")}{classes[pair.First.Class]} {pair.First.Score:0.00}"))),
        ];
    }

    private static SeriesStyle StyleOf(DetectionOutcome outcome) => outcome switch
    {
        DetectionOutcome.Found => BoxPalette.Found,
        DetectionOutcome.Wrong => BoxPalette.Wrong,
        _ => BoxPalette.Neither,
    };

    private static DrawnBox Drawn(Box box, SeriesStyle style, float width, string tag) => new(box, style.Colour, style.Line, width, tag);

    private static void Require(int count, string name)
    {
        if (count == 0)
        {
            throw new ArgumentException("A picture needs at least one panel.", name);
        }
    }
}

/// <summary>A picture and what a detector says about it.</summary>
/// <param name="Heading">What stands above it, such as the detector's name.</param>
/// <param name="Sample">The picture with what is truly on it.</param>
/// <param name="Boxes">What the detector says.</param>
internal sealed record Detected(string Heading, DetectionSample Sample, IReadOnlyList<ScoredBox> Boxes);

/// <summary>Some prior boxes to draw on one copy of a picture.</summary>
/// <param name="Heading">What they are, such as <c>8 x 8, at one place</c>.</param>
/// <param name="Priors">The priors, as shares of the picture's sides.</param>
/// <param name="Matched">Those that answer for an object.</param>
internal sealed record PriorPanel(string Heading, IReadOnlyList<Box> Priors, IReadOnlyList<Box> Matched);
