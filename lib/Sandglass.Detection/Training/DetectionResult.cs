using Sandglass.Data;
using Sandglass.Tables;
using Sandglass.Training;

namespace Sandglass.Detection.Training;

/// <summary>The result of a detector.</summary>
/// <param name="ElevenPoint">mAP of VOC 2007 on the test pictures, read once, after the last epoch (not the best one).</param>
/// <param name="Area">mAP of VOC 2010 on the same.</param>
/// <param name="ValidationPrecision">mAP (area) on the validation pictures when they were last looked at, in [0, 1].</param>
/// <param name="Normalization">How pixels became numbers.</param>
internal sealed record DetectionResult(double ElevenPoint, double Area, double? ValidationPrecision, Normalization Normalization);

/// <summary>How well a class of the test pictures was detected: a row of <see cref="DetectionTables.Classes"/>.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="ElevenPoint">Average precision by eleven points, in [0, 1]; null where the class has no object.</param>
/// <param name="Area">Average precision by area, in [0, 1]; null where the class has no object.</param>
[Digits(7)]
internal sealed record ClassResult(string Class, double? ElevenPoint, double? Area);

/// <summary>A point of precision against recall on the test pictures: a row of <see cref="DetectionTables.Curves"/>.</summary>
/// <param name="Recall">Recall, in [0, 1].</param>
/// <param name="Precision">Mean over classes of the best precision at that recall or above.</param>
[Digits(4)]
internal sealed record RecallPoint(double Recall, double Precision);

/// <summary>What a detector says of one of the first test pictures: a row of <see cref="DetectionTables.Samples"/>.</summary>
/// <param name="Picture">Index of the picture in the test set.</param>
/// <param name="Class">Index of the class.</param>
/// <param name="Score">The class's probability.</param>
/// <param name="Left">Left edge, as share of the picture.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Lower edge.</param>
[Digits(4)]
internal sealed record SampleBox(int Picture, int Class, double Score, double Left, double Top, double Right, double Bottom);

/// <summary>The files that a detector's run has beside those of every run.</summary>
internal static class DetectionTables
{
    /// <summary>Rows of <see cref="ClassResult"/>.</summary>
    public const string Classes = "classes.csv";

    /// <summary>Rows of <see cref="RecallPoint"/>, 21 of them.</summary>
    public const string Curves = "curves.csv";

    /// <summary>Rows of <see cref="SampleBox"/>: what is found on the first eight pictures, without the lowest scores.</summary>
    public const string Samples = "samples.csv";

    private const int Pictures = 8;
    private const float LeastScore = 0.2f;
    private const int Steps = 20;

    internal static void Write(RunOutput output, DetectionEvaluation test, IReadOnlyList<string> classes)
    {
        output.Tensors(DetectionFile.Name, DetectionFile.Tensors(test.Images));
        output.Table(Classes, classes.Zip(test.Precision.Classes, (name, of) => new ClassResult(name, Known(of.ElevenPoint), Known(of.Area))));
        output.Table(Curves, Curve(test));
        output.Table(Samples, Sampled(test.Images));
    }

    private static IEnumerable<RecallPoint> Curve(DetectionEvaluation test)
    {
        var curves = test.Precision.Classes.Select(of => of.Curve).Where(curve => curve.Objects > 0).ToArray();
        return Enumerable.Range(0, Steps + 1).Select(step => (double)step / Steps)
            .Select(recall => new RecallPoint(recall, curves.Average(curve => curve.BestPrecisionFrom(recall))));
    }

    private static IEnumerable<SampleBox> Sampled(IEnumerable<ImageDetections> images) =>
        from picture in images.Take(Pictures).Index()
        from found in picture.Item.Boxes
        where found.Score >= LeastScore
        select new SampleBox(picture.Index, found.Class, found.Score, found.Box.Left, found.Box.Top, found.Box.Right, found.Box.Bottom);

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
