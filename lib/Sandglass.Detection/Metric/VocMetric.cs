using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Metric;

/// <summary>
/// Average precision of a detector as the VOC devkit measures it (Everingham and others 2010, section 4.2), image by
/// image. A class is judged over all images at once, highest score first; of equal scores the one of the earlier
/// image, then the earlier of its image.
/// </summary>
/// <param name="classes">Number of classes.</param>
public sealed class VocMetric(int classes)
{
    private readonly List<(float Score, bool Found)>[] _counted = [.. Enumerable.Range(0, classes).Select(_ => new List<(float, bool)>())];
    private readonly int[] _objects = new int[classes];

    /// <summary>Images that were added.</summary>
    public int Images { get; private set; }

    /// <summary>Adds an image.</summary>
    /// <param name="truths">Its objects.</param>
    /// <param name="detections">What the detector says: boxes in the same unit, in any order.</param>
    /// <exception cref="ArgumentException">A class is out of range, or a score is not a number.</exception>
    public void Add(IReadOnlyList<LabelledBox> truths, IReadOnlyList<ScoredBox> detections)
    {
        ArgumentNullException.ThrowIfNull(truths);
        ArgumentNullException.ThrowIfNull(detections);
        Require(truths.Select(truth => truth.Class), nameof(truths));
        Require(detections.Select(detection => detection.Class), nameof(detections));
        var outcomes = DetectionMatching.Of(truths, detections);
        for (var i = 0; i < detections.Count; i++)
        {
            if (outcomes[i].Outcome != DetectionOutcome.Ignored)
            {
                _counted[detections[i].Class].Add((detections[i].Score, outcomes[i].Outcome == DetectionOutcome.Found));
            }
        }
        foreach (var truth in truths.Where(truth => !truth.Difficult))
        {
            _objects[truth.Class]++;
        }
        Images++;
    }

    /// <summary>The precision over all images so far.</summary>
    public VocPrecision Result() => new([.. Enumerable.Range(0, classes).Select(Of)]);

    private ClassPrecision Of(int number)
    {
        var surestFirst = _counted[number].OrderByDescending(detection => detection.Score).ToArray(); // a stable order
        var curve = new PrecisionRecall(_objects[number], surestFirst);
        return new ClassPrecision(number, curve, curve.ElevenPoint(), curve.Area());
    }

    private void Require(IEnumerable<int> numbers, string what)
    {
        foreach (var number in numbers)
        {
            if (number < 0 || number >= classes)
            {
                throw new ArgumentException($"Class {number} is none of 0 to {classes - 1}.", what);
            }
        }
    }
}

/// <summary>How well a detector does on a set.</summary>
/// <param name="Classes">Each class, in order.</param>
public sealed record VocPrecision(IReadOnlyList<ClassPrecision> Classes)
{
    /// <summary>mAP of VOC 2007: the mean of the eleven-point precisions, over classes that have objects to be found.</summary>
    public double MeanElevenPoint => Mean(c => c.ElevenPoint);

    /// <summary>mAP of VOC 2010: the mean of the areas, over classes that have objects to be found.</summary>
    public double MeanArea => Mean(c => c.Area);

    private double Mean(Func<ClassPrecision, double> precision) =>
        Classes.Select(precision).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}

/// <summary>How well one class is detected.</summary>
/// <param name="Class">The class's index.</param>
/// <param name="Curve">Precision against recall.</param>
/// <param name="ElevenPoint">Average precision by VOC 2007's eleven points; not a number for a class without objects.</param>
/// <param name="Area">Average precision by VOC 2010's area; not a number for a class without objects.</param>
public sealed record ClassPrecision(int Class, PrecisionRecall Curve, double ElevenPoint, double Area);
